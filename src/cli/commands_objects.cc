// Commands about objects of any kind: what kubectl has too.
#include "src/cli/commands.h"
#include "src/cli/help.h"

namespace fluid::cli {

void Commands::AddObjectVerbs() {
  {
    const auto [c, o] =
        Add<ApplyOptions>(program_, "apply", "Make objects what a manifest says", help::kApply);
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    AddManifests(*c, o->files, o->recursive, o->skip_foreign);
    c->Words("FILES", o->files, "The same as -f");
    AddDryRun(*c, o->dry_run);
    c->Flag("--force-conflicts", o->force_conflicts, "Take over fields that others manage");
    c->Flag("--server-side", o->server_side,
            "Taken for kubectl's sake: it is always the server that applies");
  }
  {
    const auto [c, o] = Add<GetOptions>(program_, "get", "Show objects", help::kGet);
    AddSpace(*c);
    std::vector<std::string> formats = {"wide", "yaml", "json", "name"};
    AddTemplateFormats(formats);
    AddFormat(*c, std::move(formats));
    AddWords(*c, o->words);
    AddFiles(*c, o->files, o->recursive);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Text("-l,--selector", o->selector, "Only those with these labels: a=b,c!=d,e in (f,g)", "LABELS");
    c->Text("--field-selector", o->field_selector, "Only those with these fields: metadata.name=a", "FIELDS");
    c->Flag("--ignore-not-found", o->ignore_missing, "What is not there is no error");
    c->Flag("--no-headers", o->no_headers, "Without the first line of a table");
    c->Text("--sort-by", o->sort_by, "In the order of this field: .metadata.name, {.spec.replicas}",
            "JSONPATH");
    c->Texts("-L,--label-columns", o->label_columns, "Also the values of these labels", "KEY,..");
    c->Flag("--show-labels", o->show_labels, "Also all labels");
    c->Flag("--show-kind", o->show_kind, "Names with their kind");
    c->Flag("-w,--watch", o->watch, "Then show every change");
    c->Flag("--watch-only", o->watch_only, "Show every change, but not what there is now");
    c->Flag("--show-managed-fields", o->managed_fields,
            "With -o yaml and json: also who manages which field");
    c->Text("--until", o->until, "Wait until its phase is this one", "PHASE");
    c->Time("--timeout", o->timeout, "How long --watch and --until last (default: for ever)");
    c->Text("--raw", o->raw, "What the server answers to this path, unread: /apis", "PATH");
    c->Number("--chunk-size", o->chunk_size, "Taken for kubectl's sake: a list is asked for as a whole", 0);
  }
  {
    const auto [c, o] =
        Add<DescribeOptions>(program_, "describe", "Tell everything about an object", help::kDescribe);
    AddSpace(*c);
    AddWords(*c, o->words);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Text("-l,--selector", o->selector, "Only those with these labels", "LABELS");
  }
  {
    const auto [c, o] = Add<DeleteVerbOptions>(program_, "delete", "End objects", help::kDelete);
    AddSpace(*c);
    AddFormat(*c, {"name"});
    AddWords(*c, o->words);
    AddFiles(*c, o->files, o->recursive);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces; with -l or --all");
    c->Text("-l,--selector", o->selector, "Those with these labels", "LABELS");
    c->Flag("--all", o->all, "All of the kind");
    AddDryRun(*c, o->dry_run);
    c->Time("--grace", o->grace, "How long readers may finish (default 30s)");
    c->Flag("--force", o->force, "Detach readers at once");
    c->Text("--cascade", o->cascade, "What becomes of the objects that it owns (default background)", "HOW")
        .values = {"background", "foreground", "orphan"};
    c->Flag("--ignore-not-found", o->ignore_missing, "What is not there is well deleted");
    AddWait(*c, o->wait, "they are gone");
    c->Time("--timeout", o->timeout, "How long to wait until they are gone");
  }
}

void Commands::AddChangingVerbs() {
  for (const bool replace : {false, true}) {
    const auto [c, o] =
        replace
            ? Add<CreateOptions>(program_, "replace", "Put a manifest in the place of what there is",
                                 help::kReplace)
            : Add<CreateOptions>(program_, "create", "Make objects that are not there yet", help::kCreate);
    o->replace = replace;
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    AddManifests(*c, o->files, o->recursive, o->skip_foreign);
    AddDryRun(*c, o->dry_run);
  }
  {
    const auto [c, o] = Add<PatchOptions>(program_, "patch", "Change parts of an object", help::kPatch);
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    AddWords(*c, o->words);
    c->Text("--type", o->type, "RFC 7386 (default), or RFC 6902", "TYPE").values = {"merge", "json"};
    c->Text("-p,--patch", o->patch, "The patch, as JSON or YAML", "PATCH");
    c->Text("--patch-file", o->patch_file, "File that holds it; - for standard input", "FILE");
    c->Text("--subresource", o->subresource, "Of the object's", "NAME").values = {"status", "scale"};
    AddDryRun(*c, o->dry_run);
  }
  for (const bool annotations : {false, true}) {
    const auto [c, o] =
        annotations ? Add<LabelOptions>(program_, "annotate", "Set and remove annotations", help::kAnnotate)
                    : Add<LabelOptions>(program_, "label", "Set and remove labels", help::kLabel);
    o->annotations = annotations;
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    c->Words("WORDS", o->words, "KIND NAME.. or KIND/NAME .., then KEY=VALUE to set and KEY- to remove");
    c->Text("-l,--selector", o->selector, "Those with these labels", "LABELS");
    c->Flag("--all", o->all, "All of the kind");
    c->Flag("--overwrite", o->overwrite, "Also where there is another value");
    c->Flag("--list", o->list, "Show what there is");
    AddDryRun(*c, o->dry_run);
  }
  {
    const auto [c, o] =
        Add<ScaleOptions>(program_, "scale", "Set how many workers a runtime has", help::kScale);
    AddSpace(*c);
    AddFormat(*c, {"name"});
    AddWords(*c, o->words);
    c->Number("--replicas", o->replicas, "How many there shall be", 0).required = true;
    c->Number("--current-replicas", o->current, "Only where there are so many now", 0);
    AddDryRun(*c, o->dry_run);
  }
}

void Commands::AddWatchingVerbs() {
  {
    const auto [c, o] = Add<DiffOptions>(program_, "diff", "Say what apply would change", help::kDiff);
    AddSpace(*c);
    AddFormat(*c, {"json"});
    AddManifests(*c, o->files, o->recursive, o->skip_foreign);
    c->Words("FILES", o->files, "The same as -f");
  }
  {
    const auto [c, o] = Add<EditOptions>(program_, "edit", "Change an object in an editor", help::kEdit);
    AddSpace(*c);
    AddWords(*c, o->words);
    AddDryRun(*c, o->dry_run);
  }
  {
    const auto [c, o] = Add<WaitOptions>(program_, "wait", "Wait until objects are so", help::kWait);
    AddSpace(*c);
    AddWords(*c, o->words);
    AddFiles(*c, o->files, o->recursive);
    c->Text("--for", o->wish,
            "condition=NAME[=STATUS], phase=PHASE, create, delete, or jsonpath={.path}[=VALUE]", "WISH")
        .required = true;
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Text("-l,--selector", o->selector, "Those with these labels", "LABELS");
    c->Flag("--all", o->all, "All of the kind");
    c->Time("--timeout", o->timeout, "How long to wait");
  }
  {
    const auto [c, o] = Add<EventsOptions>(program_, "events", "Show what happened", help::kEvents);
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    AddWords(*c, o->words);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Flag("-w,--watch", o->watch, "Then show what happens");
    c->Text("--for", o->about, "Of one object: the same as WORDS", "KIND/NAME");
    c->Flag("--no-headers", o->no_headers, "Without the first line of the table");
    c->Text("--types", o->types, "Only of these: Normal, Warning", "TYPE,..");
    c->Time("--timeout", o->timeout, "How long --watch lasts (default: for ever)");
  }
}

void Commands::AddServerVerbs() {
  {
    const auto [c, o] = Add<ApiResourcesOptions>(program_, "api-resources",
                                                 "Show the kinds that the server has", help::kApiResources);
    AddFormat(*c, {"wide", "name"});
    Option& group = c->Text("--api-group", o->group, "Only of this one", "GROUP");
    group.set = [o](const std::string& text) {
      o->group = text;
      o->any_group = false;
      return Ok();
    };
    c->Text("--namespaced", o->namespaced, "Only those in namespaces, or only those without", "WHETHER")
        .values = {"true", "false"};
    c->Flag("--no-headers", o->no_headers, "Without the first line of the table");
  }
  Add<ApiVersionsOptions>(program_, "api-versions", "Show the groups and versions that the server has", "");
}

}  // namespace fluid::cli
