#include "src/api/kubeconfig.h"

#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "src/api/base64.h"
#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/model/yaml.h"

namespace fluid::api {
namespace {

using model::Node;

constexpr size_t kLongestFile = 4 << 20;

struct File {
  std::string path;
  std::unique_ptr<model::Tree> tree;
};

Result<std::optional<File>> Read(const std::string& path) {
  if (!Exists(path)) return std::optional<File>();
  FLUID_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kLongestFile));
  File file{path, nullptr};
  std::vector<Problem> problems;
  model::ReadYaml(
      text,
      [&](std::unique_ptr<model::Tree> tree) {
        file.tree = std::move(tree);
        return false;
      },
      problems);
  for (Problem& problem : problems) problem.file = path;
  if (!problems.empty())
    return Status(Code::kInvalidArgument, path + " is no kubeconfig", std::move(problems));
  if (!file.tree || !file.tree->root || !file.tree->root->is(Node::Kind::kMap)) {
    return InvalidArgument(path + " is no kubeconfig");
  }
  return std::optional<File>(std::move(file));
}

// A named entry's body, and the file that it is in.
struct Part {
  const File* file = nullptr;
  const Node* body = nullptr;
  std::string what;  // "user \"admin\" of FILE"

  std::string Text(std::string_view member) const {
    const Node* node = body ? body->Find(member) : nullptr;
    return node && node->is(Node::Kind::kString) ? std::string(node->text) : std::string();
  }
  bool Truth(std::string_view member) const {
    const Node* node = body ? body->Find(member) : nullptr;
    return node && node->is(Node::Kind::kBool) && node->truth;
  }
  bool Has(std::string_view member) const {
    const Node* node = body ? body->Find(member) : nullptr;
    return node && !node->is(Node::Kind::kNull);
  }
  // A path in the file is relative to the file's folder.
  std::string Path(std::string_view member) const {
    const std::string path = Text(member);
    if (path.empty() || path[0] == '/') return path;
    const size_t slash = file->path.rfind('/');
    return slash == std::string::npos ? path : JoinPath(file->path.substr(0, slash), path);
  }
  // MEMBER-data in base64, or the file that MEMBER names.
  Result<std::string> Data(const std::string& member) const {
    if (const std::string text = Text(member + "-data"); !text.empty()) {
      const std::optional<std::string> bytes = FromBase64(text);
      if (bytes) return *bytes;
      return InvalidArgument(fmt::format("{}: {}-data is not base64", what, member));
    }
    const std::string path = Path(member);
    if (path.empty()) return std::string();
    Result<std::string> bytes = ReadFile(path, kLongestFile);
    if (!bytes.ok()) return bytes.status().Annotate(fmt::format("{}: {}", what, member));
    return bytes;
  }
  Status Refuse(std::string_view member, std::string_view why) const {
    if (!Has(member)) return Ok();
    return InvalidArgument(fmt::format("{}: {} is not supported: {}", what, member, why));
  }
};

Result<Part> Find(const std::vector<File>& files, std::string_view list, std::string_view kind,
                  const std::string& name) {
  for (const File& file : files) {
    const Node* entries = file.tree->root->Find(list);
    for (const Node* entry = entries ? entries->first : nullptr; entry; entry = entry->next) {
      const Node* called = entry->is(Node::Kind::kMap) ? entry->Find("name") : nullptr;
      if (!called || called->text != name) continue;
      return Part{&file, entry->Find(kind), fmt::format("{} \"{}\" of {}", kind, name, file.path)};
    }
  }
  std::string where;
  for (const File& file : files) where += (where.empty() ? "" : " and ") + file.path;
  return InvalidArgument(fmt::format("{} has no {} called \"{}\"", where, kind, name));
}

Status RefuseWhatIsNotDone(const Part& cluster, const Part& user) {
  FLUID_RETURN_IF_ERROR(cluster.Refuse("proxy-url", "the server is only reached directly"));
  constexpr std::string_view kRuns =
      "no programs are run for credentials; use a token, tokenFile or client certificate";
  FLUID_RETURN_IF_ERROR(user.Refuse("exec", kRuns));
  FLUID_RETURN_IF_ERROR(user.Refuse("auth-provider", kRuns));
  for (const std::string_view member : {"as", "as-uid", "as-groups", "as-user-extra"}) {
    FLUID_RETURN_IF_ERROR(user.Refuse(member, "requests are made as the user itself"));
  }
  return Ok();
}

}  // namespace

Result<Endpoint> ReadKubeconfig(const std::vector<std::string>& paths, const std::string& context,
                                const std::string& server) {
  std::vector<File> files;
  for (const std::string& path : paths) {
    FLUID_ASSIGN_OR_RETURN(std::optional<File> file, Read(path));
    if (file) files.push_back(*std::move(file));
  }
  if (files.empty()) return NotFound(fmt::format("there is no kubeconfig {}", Join(paths, " or ")));
  std::string chosen = context;
  for (const File& file : files) {
    const Node* current = file.tree->root->Find("current-context");
    if (chosen.empty() && current) chosen = current->text;
  }
  if (chosen.empty()) {
    return InvalidArgument(
        fmt::format("{} has no current-context; say which: --context NAME", files[0].path));
  }
  FLUID_ASSIGN_OR_RETURN(const Part place, Find(files, "contexts", "context", chosen));
  FLUID_ASSIGN_OR_RETURN(const Part cluster, Find(files, "clusters", "cluster", place.Text("cluster")));
  Part user;  // a context may do without
  if (const std::string name = place.Text("user"); !name.empty()) {
    FLUID_ASSIGN_OR_RETURN(user, Find(files, "users", "user", name));
  }
  FLUID_RETURN_IF_ERROR(RefuseWhatIsNotDone(cluster, user));

  TlsClientOptions tls;
  FLUID_ASSIGN_OR_RETURN(tls.authority, cluster.Data("certificate-authority"));
  FLUID_ASSIGN_OR_RETURN(tls.certificate, user.Data("client-certificate"));
  FLUID_ASSIGN_OR_RETURN(tls.key, user.Data("client-key"));
  tls.skip_verify = cluster.Truth("insecure-skip-tls-verify");
  Endpoint endpoint;
  endpoint.tls_name = cluster.Text("tls-server-name");
  endpoint.token = user.Text("token");
  endpoint.token_file = user.Path("tokenFile");
  endpoint.user = user.Text("username");
  endpoint.password = user.Text("password");
  endpoint.space = place.Text("namespace");
  Result<Endpoint> made = WithUrl(std::move(endpoint), server.empty() ? cluster.Text("server") : server, tls);
  return made.ok() ? std::move(made) : made.status().Annotate(cluster.what);
}

std::vector<std::string> DefaultKubeconfigs() {
  std::vector<std::string> paths;
  if (const char* named = std::getenv("KUBECONFIG"); named) {
    for (const std::string_view path : Split(named, ':')) {
      if (!path.empty()) paths.emplace_back(path);
    }
  }
  const char* home = std::getenv("HOME");
  if (paths.empty()) paths.push_back(JoinPath(home ? home : "/root", ".kube/config"));
  return paths;
}

}  // namespace fluid::api
