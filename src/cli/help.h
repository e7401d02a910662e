// The words of --help that are more than a line: examples of every verb.
#pragma once

#include <string_view>

namespace fluid::cli::help {

inline constexpr std::string_view kProgram =
    R"(Keeps datasets near the jobs that read them: on this machine, through cache engines.

Start a server with `fluid serve`, then tell it what you want with the other commands.
)";

inline constexpr std::string_view kProgramFooter =
    R"(Server: that of the state folder, by its socket; another one with --kubeconfig, --context or --server.
State folder: --state-dir, else $FLUID_STATE_DIR, else $XDG_STATE_HOME/fluid, else ~/.local/state/fluid.
Exit codes: 0 ok, 1 failed, 2 bad input or usage, 3 no server, 4 not found, 5 conflict or in use, 6 timeout,
            130 interrupted.

`fluid COMMAND --help` has examples.)";

inline constexpr std::string_view kApply = R"(Examples:
  fluid apply -f dataset.yaml                make objects what the file says
  fluid apply -f dir/ -R                     of all *.yaml, *.yml and *.json in a folder and those in it
  fluid apply -f - < dataset.yaml            from standard input
  fluid apply -f chart.yaml --skip-foreign   pass over kinds that are not fluid's
  fluid apply -f dataset.yaml --dry-run      say what would happen)";

inline constexpr std::string_view kGet = R"(Examples:
  fluid get datasets                         all of the namespace, as a table
  fluid get dataset imagenet -o yaml         one, whole
  fluid get dataset/imagenet dataload/warm   several kinds
  fluid get all -A                           every object of every namespace
  fluid get datasets -l team=vision -o wide  by label, with all columns
  fluid get datasets -o custom-columns=NAME:.metadata.name,FROM:.spec.mounts[*].mountPoint
  fluid get datasets -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.status.phase}{"\n"}{end}'
  fluid get datasets --sort-by=.metadata.creationTimestamp -L team
  fluid get -f dataset.yaml                  what a file names
  fluid get dataset imagenet -w --until=Bound --timeout=20s   show changes until it is bound)";

inline constexpr std::string_view kCreate = R"(Refused for what is there already; see apply.

Examples:
  fluid create -f dataset.yaml
  fluid create -f - < dataset.yaml)";

inline constexpr std::string_view kReplace =
    R"(What the manifest does not say is gone afterwards; see apply. A manifest with metadata.resourceVersion replaces that version only.

Examples:
  fluid get dataset imagenet -o yaml | sed s/SSD/MEM/ | fluid replace -f -)";

inline constexpr std::string_view kPatch = R"(Examples:
  fluid patch dataset imagenet -p '{"spec":{"accessModes":["ReadOnlyMany"]}}'
  fluid patch dataset/imagenet --type=json -p '[{"op":"remove","path":"/spec/mounts/1"}]'
  fluid patch dataset imagenet --patch-file change.yaml)";

inline constexpr std::string_view kLabel = R"(Examples:
  fluid label dataset imagenet team=vision   refused where it has another value; see --overwrite
  fluid label dataset imagenet team-         remove it
  fluid label datasets --all tier=hot --overwrite)";

inline constexpr std::string_view kAnnotate = R"(Examples:
  fluid annotate dataset imagenet owner=ada
  fluid annotate dataset/imagenet owner-)";

inline constexpr std::string_view kScale =
    R"(Of the kinds that have the sub-resource scale: fluid api-resources -o wide; of others: fluid edit.

Examples:
  fluid scale alluxioruntime imagenet --replicas=3
  fluid scale juicefsruntime/coco --replicas=2 --current-replicas=1)";

inline constexpr std::string_view kApiResources = R"(Examples:
  fluid api-resources
  fluid api-resources --api-group=data.fluid.io -o name)";

inline constexpr std::string_view kVersion = R"(Examples:
  fluid version                              and of the server, where one answers
  fluid version --client -o yaml)";

inline constexpr std::string_view kDescribe = R"(Examples:
  fluid describe dataset imagenet            mounts, cache, operations, conditions, events
  fluid describe dataload/warm)";

inline constexpr std::string_view kDelete =
    R"(Returns when the objects are gone. A dataset that is being read is waited for: see --grace and --force.

Examples:
  fluid delete dataset imagenet              wait up to 30 s for its readers, then detach it
  fluid delete dataset imagenet --force      detach it under its readers
  fluid delete dataset imagenet --grace 5m   wait longer for them
  fluid delete dataset imagenet --cascade=orphan   its runtime and operations stay
  fluid delete -f dataset.yaml               what a file names)";

inline constexpr std::string_view kDiff =
    R"(Asks the server how the objects would be, and shows each field that would differ. Exit code 0: no difference,
1: differences.

Examples:
  fluid diff -f dataset.yaml
  fluid diff -f dir/ -R -o json)";

inline constexpr std::string_view kEdit =
    R"(Opens the object as YAML in $VISUAL, else $EDITOR, else vi. What the server refuses is opened again with the
reasons on top; leaving it then as it is gives up, and says in which file the text stays.

Examples:
  fluid edit dataset imagenet
  EDITOR="code --wait" fluid edit dataset/imagenet)";

inline constexpr std::string_view kWait =
    R"(Returns when all of them are so. Exit code 6: they are not within --timeout.

Examples:
  fluid wait dataset/imagenet --for=condition=Ready
  fluid wait dataset imagenet coco --for=phase=Bound --timeout=2m
  fluid wait dataload --all --for=phase=Complete
  fluid wait dataset/imagenet --for=create
  fluid wait -f dataset.yaml --for=delete
  fluid wait dataset -l team=vision --for=jsonpath='{.status.fileNum}'=1200
  fluid wait dataset/imagenet --for=jsonpath='{.status.phase}'=Bound)";

inline constexpr std::string_view kEvents = R"(Examples:
  fluid events                               of the namespace, oldest first
  fluid events dataset imagenet -w           of one object, and as they happen
  fluid events -A --types=Warning)";

inline constexpr std::string_view kExplain =
    R"(Needs no server.

Examples:
  fluid explain dataset
  fluid explain dataset.spec.mounts.encryptOptions
  fluid explain dataset.metadata.managedFields
  fluid explain dataload.spec --recursive)";

inline constexpr std::string_view kLogs =
    R"(Of a dataset and its runtime: all their processes; of an operation: what is about it. Ctrl-C ends the showing, not
the processes.

Examples:
  fluid logs imagenet                        of a dataset
  fluid logs imagenet -f --tail 20
  fluid logs dataload/warm --since 10m)";

inline constexpr std::string_view kTop =
    R"(Rates are those since the last look; HIT % is of the bytes read since the cache's process started.

Examples:
  fluid top
  fluid top -A --once)";

inline constexpr std::string_view kCacheList =
    R"(TIER is the slowest one that holds bytes of the file, 0 the fastest.

Examples:
  fluid cache ls imagenet                    the top folder
  fluid cache ls imagenet /train -R --cached every file of which something is cached
  fluid cache ls imagenet -R -o json)";

inline constexpr std::string_view kCacheFree =
    R"(The next read brings it again from its source. Refused while an operation on the dataset is at work.

Examples:
  fluid cache free imagenet /train
  fluid cache free imagenet --dry-run)";

inline constexpr std::string_view kCacheVerify =
    R"(Reads every block that is cached against its checksum, and fetches again what is damaged or missing. It is a DataLoad with
the option verify; Ctrl-C ends the showing, not the work.

Examples:
  fluid cache verify imagenet
  fluid cache verify imagenet /train/labels.csv)";

inline constexpr std::string_view kCompletion =
    R"(Needs no server; names of objects are asked of it when Tab is pressed.

Examples:
  source <(fluid completion bash)                     in ~/.bashrc
  source <(fluid completion zsh)                      in ~/.zshrc, after compinit
  fluid completion fish | source                      in ~/.config/fish/config.fish)";

inline constexpr std::string_view kHelp = R"(Examples:
  fluid help mount                           the same as fluid mount --help
  fluid help --man > fluid.1                 the page of the manual)";

inline constexpr std::string_view kLoad =
    R"(Creates a DataLoad and shows how far it is. Ctrl-C ends the showing, not the load.

Examples:
  fluid load imagenet                        all of it
  fluid load imagenet --path /train --path /val
  fluid load imagenet --no-wait              print the operation's name and return)";

inline constexpr std::string_view kPlace =
    R"(Ranks the nodes by how near they are to the bytes that the job reads. Needs no server.

Examples:
  kubectl get nodes -o json | fluid place -t - -j job.yaml
  fluid place -t topology.json -j job.yaml -o json        ranking, and why
  fluid place -t topology.json -j job.yaml --why-not=n3   what keeps it from a node
  fluid place -t topology.json -j job.yaml --what-if=-n17 --what-if=memory@n3=64Gi
  fluid place -t topology.json -j job.yaml --levels=node,row=example.com/row:60,zone:20 --svg=map.svg)";

inline constexpr std::string_view kCancel = R"(Examples:
  fluid cancel imagenet-load-x7f2k           a DataLoad
  fluid cancel dataload/warm)";

inline constexpr std::string_view kMount = R"(Returns when the mount serves. It stays until `fluid unmount`.

Examples:
  fluid mount imagenet /mnt/imagenet
  fluid mount imagenet ./train --root /train              a part of it
  fluid mount imagenet /mnt/i --option metadata.ttl=5s    ask the source more often whether it changed)";

inline constexpr std::string_view kUnmount =
    R"(Returns when the mount is gone. Open files are waited for: see --grace and --force.

Examples:
  fluid unmount /mnt/imagenet
  fluid unmount /mnt/imagenet --force)";

inline constexpr std::string_view kServe =
    R"(Stays in the foreground; Ctrl-C or SIGTERM ends it cleanly. Mounts and caches go on without it, and the next one finds them.

Examples:
  fluid serve
  fluid --state-dir /var/lib/fluid serve --volume models=/data/models   for pvc://models
  fluid serve --listen 127.0.0.1:6443        for kubectl, with the kubeconfig that it writes into the state folder)";

inline constexpr std::string_view kValidate =
    R"(Needs no server. Problems are printed as FILE:LINE:COL: PATH: found X; allowed Y; did you mean "Z"?

Examples:
  fluid validate dataset.yaml
  fluid validate -f dir/ -R -o json)";

inline constexpr std::string_view kInit =
    R"(Prints a manifest that is valid as it is: the common fields set, each with what it means, the others as comments.

Examples:
  fluid init --source https://example.com/imagenet/ > imagenet.yaml
  fluid init --engine alluxio                a Dataset and its AlluxioRuntime
  fluid init DataLoad --name imagenet        other kinds)";

inline constexpr std::string_view kRun =
    R"(Applies the file, waits until its datasets are Bound, mounts them, runs the command, and takes all down again:
mounts, and what was created. Uses the server of the state folder; without one it serves itself meanwhile.
{NAME} in the command becomes the path of dataset NAME; so does $FLUID_DATASET_NAME in its environment.
Signals go to the command; the exit code is the command's (127: not found, 126: it can't be run).
Meanwhile a Run object tells how it does, without what may be secret in the command: fluid get runs.
Of a server elsewhere (--server, --kubeconfig) it takes what is mounted on this machine: that server can't mount here.

Examples:
  fluid run -f imagenet.yaml -- ls {imagenet}
  fluid run -f imagenet.yaml --dataset imagenet=/mnt/imagenet -- python3 train.py --data /mnt/imagenet
  fluid run --dataset imagenet -- du -sh {imagenet}     one that is there already
  fluid run -f imagenet.yaml --keep -- md5sum {imagenet}/labels    the dataset and its cache stay)";

inline constexpr std::string_view kDoctor =
    R"(Looks at every layer, from the limits of this machine to the readers of a mount, and says which one failed,
how it is known, and what to do. Needs no server, and changes nothing. Exit code 1: there are faults.
Of a server elsewhere (--server, --kubeconfig) it looks at what its API tells, and names the layers that it can't see.

Examples:
  fluid doctor                               all there is
  fluid doctor --kubeconfig ~/.kube/config   a server of another machine
  fluid doctor imagenet                      what concerns one dataset
  fluid doctor -o json                       for programs)";

inline constexpr std::string_view kPluginList = R"(Examples:
  fluid plugin list
  fluid plugin list --plugin-dir /opt/vendor/plugins -o json)";

}  // namespace fluid::cli::help
