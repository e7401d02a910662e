// Arrows go down only: no file includes a layer that docs/design.md does not allow its own.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/support.h"

namespace fs = std::filesystem;

namespace {

struct Layer {
  std::string folder;
  std::set<std::string> headers;  // in include/fluid
  std::set<std::string> below;    // as the table says, then closed over
};

std::set<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  std::set<std::string> words;
  for (std::string word; stream >> word;) words.insert(word);
  return words;
}

std::map<std::string, Layer> ReadTable(const std::string& page) {
  std::map<std::string, Layer> layers;
  std::istringstream lines(page);
  const std::regex row(R"(^\| ([a-z]+) \| ([a-z/]+) \|([^|]*)\|([^|]*)\|$)");
  std::smatch m;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, m, row) && m[1] != "layer") layers[m[1]] = {m[2], Words(m[3]), Words(m[4])};
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (auto& [name, layer] : layers) {
      for (const std::string& below : std::set(layer.below)) {
        for (const std::string& further : layers.at(below).below) grew |= layer.below.insert(further).second;
      }
    }
  }
  return layers;
}

// The layer whose header or folder an include names; empty: not ours.
std::string LayerOf(const std::map<std::string, Layer>& layers, const std::string& included) {
  for (const auto& [name, layer] : layers) {
    if (included.rfind(layer.folder + "/", 0) == 0) return name;
    if (included.rfind("fluid/", 0) == 0 && layer.headers.contains(included.substr(6))) return name;
  }
  return {};
}

std::vector<std::string> Violations(const std::map<std::string, Layer>& layers, const std::string& layer,
                                    const std::string& file, const std::string& text) {
  std::vector<std::string> found;
  const std::regex include(R"re(#include "([^"]+)")re");
  for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) {
    const std::string target = LayerOf(layers, (*it)[1]);
    const bool plugin_header = (*it)[1] == "fluid/plugin.h";
    if (target.empty() || target == layer || layers.at(layer).below.contains(target)) {
      if (!plugin_header || layer == "engine" || layer == "plugins") continue;
    }
    if (plugin_header && layer == "plugins") continue;
    found.push_back(file + " includes " + (*it)[1].str() + " (" + layer + " -> " + target + ")");
  }
  return found;
}

}  // namespace

TEST_CASE("no include goes against the arrows of docs/design.md") {
  const auto layers = ReadTable(fluid::test::ReadAll(FLUID_SOURCE_DIR "/docs/design.md"));
  REQUIRE(layers.size() >= 12);
  std::set<std::string> headers;
  for (const auto& [name, layer] : layers) headers.insert(layer.headers.begin(), layer.headers.end());
  std::vector<std::string> found;
  size_t files = 0;
  for (const auto& [name, layer] : layers) {
    if (!fs::exists(fs::path(FLUID_SOURCE_DIR) / layer.folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(FLUID_SOURCE_DIR) / layer.folder)) {
      const std::string extension = entry.path().extension();
      if (extension != ".h" && extension != ".cc" && extension != ".c") continue;
      ++files;
      const std::string shown = fs::relative(entry.path(), FLUID_SOURCE_DIR);
      for (auto& violation : Violations(layers, name, shown, fluid::test::ReadAll(entry.path())))
        found.push_back(violation);
    }
  }
  for (const auto& entry : fs::directory_iterator(FLUID_SOURCE_DIR "/include/fluid")) {
    if (entry.path().extension() != ".h") continue;
    INFO("every public header belongs to a layer: " << entry.path().filename());
    CHECK(headers.contains(entry.path().filename()));
  }
  for (const auto& [name, layer] : layers) {
    for (const std::string& header : layer.headers) {
      const std::string path = std::string(FLUID_SOURCE_DIR "/include/fluid/") + header;
      if (!fs::exists(path)) continue;
      for (auto& violation : Violations(layers, name, "include/fluid/" + header, fluid::test::ReadAll(path)))
        found.push_back(violation);
    }
  }
  for (const std::string& violation : found) UNSCOPED_INFO(violation);
  CHECK(found.empty());
  CHECK(files > 20);
}

TEST_CASE("an include against the arrows is found") {
  const auto layers = ReadTable(fluid::test::ReadAll(FLUID_SOURCE_DIR "/docs/design.md"));
  CHECK(Violations(layers, "base", "x.h", "#include \"src/store/sqlite_store.h\"\n").size() == 1);
  CHECK(Violations(layers, "model", "x.h", "#include \"fluid/fluid.h\"\n").size() == 1);
  CHECK(Violations(layers, "reconcile", "x.h", "#include \"fluid/plugin.h\"\n").size() == 1);
  CHECK(Violations(layers, "plugins", "x.h", "#include \"src/base/files.h\"\n").size() == 1);
  CHECK(Violations(layers, "reconcile", "x.h", "#include \"src/base/files.h\"\n").empty());
}

TEST_CASE("every folder with code says what may enter it, in its README or at the head of its CMakeLists") {
  std::vector<std::string> silent;
  size_t folders = 0;
  for (const char* top :
       {"cmake", "include/fluid", "src", "plugins", "examples", "tests", "benchmarks", "scripts", "tools"}) {
    std::vector<fs::path> all = {fs::path(FLUID_SOURCE_DIR) / top};
    for (const auto& entry : fs::recursive_directory_iterator(all[0])) {
      if (entry.is_directory()) all.push_back(entry.path());
    }
    for (const fs::path& folder : all) {
      const std::string shown = fs::relative(folder, FLUID_SOURCE_DIR);
      const bool code =
          std::any_of(fs::directory_iterator(folder), fs::directory_iterator(), [](const auto& entry) {
            return entry.is_regular_file() && entry.path().filename() != "CMakeLists.txt";
          });
      if (!code || shown.find("__pycache__") != std::string::npos || shown.starts_with("tests/fuzz/corpus"))
        continue;
      ++folders;
      // Data and manifests are told of one folder higher.
      const bool data = shown.starts_with("tests/data/") || shown.starts_with("tools/");
      if (fs::exists(folder / "README.md") || (data && fs::exists(folder.parent_path() / "README.md")))
        continue;
      const fs::path list = folder / "CMakeLists.txt";
      if (fs::exists(list) && fluid::test::ReadAll(list).starts_with("#")) continue;
      silent.push_back(shown);
    }
  }
  for (const std::string& folder : silent) UNSCOPED_INFO(folder);
  CHECK(silent.empty());
  CHECK(folders > 30);
}
