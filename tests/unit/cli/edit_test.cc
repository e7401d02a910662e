// edit: with editors that are programs, as people's are.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// An editor for as long as it lives, and a folder for temporary files of its own.
class Editor {
 public:
  explicit Editor(const std::string& words) {
    setenv("TMPDIR", dir_.path().c_str(), 1);
    unsetenv("EDITOR");
    setenv("VISUAL", words.c_str(), 1);
  }
  ~Editor() {
    unsetenv("TMPDIR");
    unsetenv("VISUAL");
    unsetenv("EDITOR");
  }
  std::vector<std::string> LeftBehind() const {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) files.push_back(entry.path());
    return files;
  }

 private:
  test::TempDir dir_;
};

std::string Placement(CommandFixture& f) {
  const std::string json = f.Stored(kImagenet).ToJson();
  return Has(json, "\"placement\":\"Shared\"") ? "Shared" : "Exclusive";
}

TEST_CASE("edit gives the server what the editor left, and leaves no file") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  const Editor editor("sed -i s/Exclusive/Shared/");
  const Ran ran = f.Fluid("edit dataset imagenet");
  CHECK(ran.code == 0);
  CHECK(ran.out == "dataset.data.fluid.io/imagenet edited\n");
  CHECK(Placement(f) == "Shared");
  CHECK(Has(f.Stored(kImagenet).ToJson(), "\"phase\":\"Bound\""));
  CHECK(editor.LeftBehind().empty());
}

TEST_CASE("an editor that can't be run is a failure, not a missing object") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const Editor editor("/nonexistent/editor");
  const Ran ran = f.Fluid("edit dataset imagenet");
  CHECK(ran.code == 1);
  CHECK(Has(ran.err, "running the editor /nonexistent/editor: No such file"));
}

TEST_CASE("edit without a change, or of an emptied file, is cancelled") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  for (const char* words : {"true", "truncate -s 0"}) {
    const Editor editor(words);
    const Ran ran = f.Fluid("edit dataset/imagenet");
    CHECK(ran.code == 0);
    CHECK(ran.err == "edit cancelled, no changes made\n");
    CHECK(editor.LeftBehind().empty());
  }
  CHECK(f.Stored(kImagenet).metadata().generation == 1);
}

TEST_CASE("what edit is refused comes back with the reasons on top, and stays in a file when given up") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  const Editor editor("sed -i s/placement:/placment:/");  // the second time it changes nothing
  const Ran ran = f.Fluid("edit dataset imagenet");
  CHECK(ran.code == 2);
  const std::vector<std::string> left = editor.LeftBehind();
  REQUIRE(left.size() == 1);
  CHECK(Has(ran.err, "your text is kept in " + left[0] + "\n"));
  CHECK(Has(ran.err, "spec.placment: "));
  struct stat info;
  REQUIRE(stat(left[0].c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  const std::string text = test::ReadAll(left[0]);
  CHECK(Has(text, "# Refused:\n# spec.placment: "));
  CHECK(Has(text, "did you mean \"placement\"?"));
  CHECK(Has(text, "\n  placment: Exclusive\n"));
}

TEST_CASE("what edit is refused can be mended in the next round") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  // First to a value that is refused, then from that to a good one.
  const Editor editor("sed -i s/Bad/Shared/;s/Exclusive/Bad/");
  const Ran ran = f.Fluid("edit dataset imagenet");
  CHECK(ran.code == 0);
  CHECK(Placement(f) == "Shared");
}

TEST_CASE("edit can't give an object another name, and the text is kept when the editor fails") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  {
    const Editor editor("sed -i s/imagenet/coco/");
    const Ran ran = f.Fluid("edit dataset imagenet");
    CHECK(ran.code == 2);
    CHECK(Has(ran.err, "can't be changed"));
    CHECK_FALSE(f.Has({"Dataset", "default", "coco"}));
  }
  {
    const Editor editor("false");
    const Ran ran = f.Fluid("edit dataset imagenet");
    CHECK(ran.code == 1);
    CHECK(Has(ran.err, "your text is kept in "));
    CHECK(editor.LeftBehind().size() == 1);
  }
  const Editor editor("/nowhere/editor");
  CHECK(f.Fluid("edit dataset imagenet").code != 0);
  CHECK(f.Fluid("edit dataset absent").code == 4);
  CHECK(f.Fluid("edit datasets").code == 2);
  CHECK(f.Fluid("edit secret s").code == 2);
}

TEST_CASE("edit tells what somebody else changed meanwhile before it goes over it", "[threads]") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  // The editor waits for the test, so that the change falls between its opening and its end.
  const std::string go = f.state_dir() + "/go", opened = f.state_dir() + "/opened";
  const std::string program = f.Write("editor.py",
                                      "import os,sys,time\n"
                                      "go,opened,path=sys.argv[1:4]\n"
                                      "text=open(path).read()\n"
                                      "open(opened+'.tmp','w').write(text); os.rename(opened+'.tmp',opened)\n"
                                      "end=time.time()+30\n"
                                      "while not os.path.exists(go) and time.time()<end: time.sleep(0.01)\n"
                                      "open(path,'w').write(text.replace('Exclusive','Shared'))\n");
  const Editor editor("python3 " + program + " " + go + " " + opened);
  CommandFixture::Running editing(f, "edit dataset imagenet");
  REQUIRE(test::Eventually([&] { return std::filesystem::exists(opened); }));
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");  // no conflict
  Object object = f.Stored(kImagenet);
  object.metadata().labels["team"] = "vision";
  REQUIRE(f.store().Update(object).ok());
  test::WriteFile(go, "");
  const Ran ran = editing.Wait();
  CHECK(ran.code == 0);
  CHECK(Placement(f) == "Shared");
  const std::string second = test::ReadAll(opened);
  CHECK(Has(second, "# Somebody else changed it meanwhile."));
  CHECK(Has(second, "team"));
}

}  // namespace
}  // namespace fluid::cli
