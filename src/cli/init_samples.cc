#include "src/cli/init_samples.h"

#include <algorithm>
#include <iterator>

namespace fluid::cli {
namespace {

struct Sample {
  std::string_view kind, json;
};

#define MEMORY_TIER                                                                               \
  R"("replicas":1,"tieredstore":{"levels":[{"mediumtype":"MEM","path":"/dev/shm","quota":"2Gi",)" \
  R"("high":"0.95","low":"0.7"}]})"

constexpr Sample kSamples[] = {
    {"Dataset", R"({"spec":{"mounts":[{"mountPoint":"@SOURCE","name":"@NAME","path":"/"}],)"
                R"("accessModes":["ReadOnlyMany"]}})"},
    {"ThinRuntime", R"({"spec":{"tieredstore":{"levels":[{"mediumtype":"SSD","quota":"10Gi",)"
                    R"("high":"0.95","low":"0.7"}]}}})"},
    {"AlluxioRuntime", R"({"spec":{)" MEMORY_TIER "}}"},
    {"JindoRuntime", R"({"spec":{)" MEMORY_TIER "}}"},
    {"JuiceFSRuntime", R"({"spec":{)" MEMORY_TIER "}}"},
    {"EFCRuntime", R"({"spec":{)" MEMORY_TIER "}}"},
    {"VineyardRuntime", R"({"spec":{)" MEMORY_TIER "}}"},
    {"CacheRuntime", R"({"spec":{"runtimeClassName":"my-engine","worker":{"replicas":1}}})"},
    {"CacheRuntimeClass",
     R"({"fileSystemType":"fuse","topology":{"worker":{"template":{"spec":{"containers":)"
     R"([{"name":"worker","image":"my-engine:1.0"}]}}}}})"},
    {"ThinRuntimeProfile",
     R"({"spec":{"fileSystemType":"fuse","fuse":{"command":["my-client"],"args":["--foreground"]}}})"},
    {"DataLoad",
     R"({"spec":{"dataset":{"name":"@NAME","namespace":"default"},"target":[{"path":"/"}],"policy":"Once"}})"},
    {"DataMigrate", R"({"spec":{"from":{"dataset":{"name":"@NAME","namespace":"default"}},)"
                    R"("to":{"externalStorage":{"uri":"@SOURCE"}}}})"},
    {"DataBackup", R"({"spec":{"dataset":"@NAME","backupPath":"local:///var/backups/@NAME"}})"},
    {"DataProcess", R"({"spec":{"dataset":{"name":"@NAME","namespace":"default","mountPath":"/data"},)"
                    R"("processor":{"script":{"image":"busybox","imageTag":"latest","command":["sh"],)"
                    R"("source":"ls /data"}}}})"},
    {"Attachment", R"({"spec":{"dataset":{"name":"@NAME"},"target":"/mnt/@NAME"}})"},
    {"Grant", R"({"spec":{"datasets":["@NAME"],"from":[{"namespace":"team-b"}]}})"},
    {"Run", R"({"spec":{"command":["ls","/data/@NAME"],"datasets":[{"name":"@NAME"}]}})"},
    {"Flow", R"({"spec":{"steps":[{"name":"warm","kind":"DataLoad","spec":{"dataset":{"name":"@NAME",)"
             R"("namespace":"default"}}}]}})"},
    {"Secret", R"({"stringData":{"password":"change-me"}})"},
    {"ConfigMap", R"({"data":{"key":"value"}})"},
};
#undef MEMORY_TIER

constexpr Sample kEngines[] = {{"thin", "ThinRuntime"},   {"alluxio", "AlluxioRuntime"},
                               {"jindo", "JindoRuntime"}, {"juicefs", "JuiceFSRuntime"},
                               {"efc", "EFCRuntime"},     {"vineyard", "VineyardRuntime"},
                               {"cache", "CacheRuntime"}};

template <size_t n>
std::string_view Find(const Sample (&samples)[n], std::string_view name) {
  const auto* found = std::find_if(samples, samples + n, [&](const Sample& s) { return s.kind == name; });
  return found == samples + n ? std::string_view() : found->json;
}

}  // namespace

std::string_view SampleOf(std::string_view kind) { return Find(kSamples, kind); }

std::string_view RuntimeKindOf(std::string_view engine) { return Find(kEngines, engine); }

}  // namespace fluid::cli
