// Manifests: what people write. YAML or JSON, several documents, as `kubectl apply -f` takes them, read
// strictly: unknown fields, wrong types, bad values are all told at once, each with file, line, column, path,
// what was found, what is allowed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::model {

struct ManifestOptions {
  std::string default_space = "default";
  bool skip_foreign = false;  // pass over kinds that are not ours instead of refusing them
  bool keep_texts = false;    // fill Manifest::texts
};

struct Manifest {
  std::vector<Object> objects;       // defaulted and valid, in the order of the documents
  std::vector<std::string> texts;    // of each object what was written, before defaults, as JSON
  std::vector<std::string> skipped;  // "FILE:LINE: kind Deployment of apps/v1", with skip_foreign
};

// INVALID_ARGUMENT with every problem of every document.
Result<Manifest> ParseManifest(std::string_view text, std::string_view file,
                               const ManifestOptions& options = {});

// The same checks on an object that came another way (the API, a program): defaults, then all rules.
void SetDefaults(Object& object);
Status Validate(const Object& object);
// The same where the caller has it as a tree already: its JSON, read again.
Status Validate(const Object& object, const Node& printed);

std::string ToYaml(const Object& object, int column = 0);  // as kubectl prints; see WriteYaml
std::string ToPrettyJson(const Object& object);

}  // namespace fluid::model
