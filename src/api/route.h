// Route: what the path and query of a request name. The paths are Kubernetes'.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/kind.h"

namespace fluid::api {

struct Review;

struct Route {
  enum class What {
    kRoot,          // /
    kAlive,         // /healthz, /livez, /readyz; /healthz/CHECK and so on, CHECK being `name`
    kVersion,       // /version
    kCoreVersions,  // /api
    kGroups,        // /apis
    kGroup,         // /apis/GROUP
    kResources,     // /api/v1, /apis/GROUP/VERSION
    kOpenApiV2,     // /openapi/v2
    kOpenApiIndex,  // /openapi/v3
    kOpenApiV3,     // /openapi/v3/api/v1, /openapi/v3/apis/GROUP/VERSION
    kReview,        // /apis/authorization.k8s.io/v1/selfsubjectaccessreviews and its like
    kCrds,          // /apis/apiextensions.k8s.io/v1/customresourcedefinitions[/NAME]
    kCollection,    // .../PLURAL, .../namespaces/NS/PLURAL
    kObject,        // .../PLURAL/NAME[/SUBRESOURCE]
  };
  What what = What::kAlive;
  std::string group, version;      // `group` of kAlive: "healthz"
  const KindInfo* kind = nullptr;  // of kCollection, kObject and kCrds
  const Review* review = nullptr;  // of kReview
  std::string space;               // empty: all namespaces, or a kind without
  std::string name;
  std::string subresource;  // "", "status", "scale", "finalize", "progress", "log", "cache"
  std::map<std::string, std::string> query;

  Key key() const { return {std::string(kind->name), space, name}; }
  bool Flag(const std::string& name) const;  // watch=1, watch=true
  // The value, or "".
  std::string Query(const std::string& name) const;
};

// INVALID_ARGUMENT: broken escapes; NOT_FOUND: nothing of ours is there.
Result<Route> ParseRoute(std::string_view target);

// The other way round: "/apis/data.fluid.io/v1alpha1/namespaces/default/datasets[/NAME[/SUBRESOURCE]]". An
// empty namespace names the collection of all.
std::string PathOf(const KindInfo& kind, std::string_view space, std::string_view name = "",
                   std::string_view subresource = "");

}  // namespace fluid::api
