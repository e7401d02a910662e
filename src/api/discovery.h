// Discovery: what there is to ask for. /api, /apis, /apis/GROUP, and the resources of a group's version, from
// the model's kinds.
#pragma once

#include <string>
#include <string_view>

namespace fluid::api {

std::string CoreVersionsJson();                                                  // APIVersions
std::string GroupListJson();                                                     // APIGroupList
std::string GroupJson(std::string_view group);                                   // APIGroup
std::string ResourceListJson(std::string_view group, std::string_view version);  // APIResourceList
std::string VersionJson(std::string_view version);                               // what /version answers

}  // namespace fluid::api
