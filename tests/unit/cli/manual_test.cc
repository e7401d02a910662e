// The manual page, and help: of the same tables.
#include <catch2/catch.hpp>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("the page names every command that people use, and escapes what roff would take for its own") {
  CommandFixture f(CommandFixture::Server::kNone);
  const std::string page = f.Fluid("help --man").out;
  CHECK(Has(page, ".TH FLUID 1 \"\" \"fluid 0.0.0\" \"User Commands\"\n.SH NAME\nfluid \\- "));
  CHECK(Has(page, ".SS \"\\fBfluid mount\\fR \\fIDATASET\\fR \\fIDIR\\fR\"\n"));
  CHECK(Has(page, ".SS \"\\fBfluid plugin list\\fR\"\n"));
  CHECK(Has(page, ".TP\n\\fB\\-A\\fR, \\fB\\-\\-all\\-namespaces\\fR\n"));
  CHECK(Has(page, "\n.nf\n  fluid mount imagenet /mnt/imagenet\n"));
  CHECK_FALSE(Has(page, "fluid complete"));
}

TEST_CASE("help of a command is its --help") {
  CommandFixture f(CommandFixture::Server::kNone);
  CHECK(f.Fluid("help mount").out == f.Fluid("mount --help").out);
  CHECK(f.Fluid("help plugin list").out == f.Fluid("plugin list --help").out);
  CHECK(f.Fluid("help").out == f.Fluid("--help").out);
  CHECK(f.Fluid("help mout").code == 2);
}

}  // namespace
}  // namespace fluid::cli
