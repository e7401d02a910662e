// doctor: which layer failed, how it is known, what to do.
#include <cstdlib>

#include "fluid/fluid.h"
#include "src/cli/doctor/gather.h"
#include "src/cli/doctor/report.h"
#include "src/cli/local_verbs.h"
#include "src/cli/which_server.h"

namespace fluid::cli {
namespace {

bool Utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || *value == '\0') continue;
    const std::string_view locale = value;
    return locale.find("UTF-8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

}  // namespace

Status Doctor(const Common& common, const DoctorOptions& options, Console& console) {
  const doctor::Question question{common.state_dir, common.space, options.datasets,
                                  PluginDirs(options.plugin_dirs), std::string(Version())};
  doctor::Facts facts;
  if (common.elsewhere()) {
    FLUID_ASSIGN_OR_RETURN(const api::Endpoint server, WhichServer(common));
    facts = doctor::GatherElsewhere(server, question);
  } else {
    facts = doctor::Gather(question);
  }
  FLUID_RETURN_IF_ERROR(doctor::FindMissing(facts));
  const std::vector<doctor::Finding> findings = doctor::Diagnose(facts);
  console.out << (common.format == Format::kJson ? doctor::ReportJson(facts, findings)
                                                 : doctor::ReportText(facts, findings, Utf8()));
  return doctor::Healthy(findings) ? Ok() : Status(Code::kUnknown, "");
}

}  // namespace fluid::cli
