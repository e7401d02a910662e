#include "src/api/route.h"

#include <catch2/catch.hpp>

namespace fluid::api {
namespace {

using What = Route::What;

TEST_CASE("paths name what Kubernetes' paths name") {
  CHECK(ParseRoute("/")->what == What::kRoot);
  CHECK(ParseRoute("/healthz")->what == What::kAlive);
  CHECK(ParseRoute("/readyz?verbose")->what == What::kAlive);
  CHECK(ParseRoute("/version")->what == What::kVersion);
  CHECK(ParseRoute("/api")->what == What::kCoreVersions);
  CHECK(ParseRoute("/apis/")->what == What::kGroups);
  CHECK(ParseRoute("/apis/data.fluid.io")->what == What::kGroup);
  CHECK(ParseRoute("/api/v1")->what == What::kResources);
  CHECK(ParseRoute("/apis/run.fluid.io/v1alpha1")->what == What::kResources);

  CHECK(ParseRoute("/openapi/v2")->what == What::kOpenApiV2);
  CHECK(ParseRoute("/openapi/v3")->what == What::kOpenApiIndex);
  CHECK(ParseRoute("/openapi/v3/api/v1")->what == What::kOpenApiV3);
  CHECK(ParseRoute("/openapi/v3/apis/run.fluid.io/v1alpha1")->group == "run.fluid.io");
  CHECK(ParseRoute("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")->what == What::kReview);

  const Route all =
      *ParseRoute("/apis/data.fluid.io/v1alpha1/datasets?labelSelector=a%3Db%2Cc&watch=true&x=a+b");
  CHECK(all.what == What::kCollection);
  CHECK(all.kind->name == "Dataset");
  CHECK(all.space.empty());
  CHECK(all.Query("labelSelector") == "a=b,c");
  CHECK(all.Query("x") == "a b");
  CHECK(all.Flag("watch"));
  CHECK_FALSE(ParseRoute("/apis/data.fluid.io/v1alpha1/datasets?watch=0")->Flag("watch"));

  const Route one = *ParseRoute("/apis/data.fluid.io/v1alpha1/namespaces/ml/datasets/imagenet/status");
  CHECK(one.what == What::kObject);
  CHECK(one.key() == Key{"Dataset", "ml", "imagenet"});
  CHECK(one.subresource == "status");

  CHECK(ParseRoute("/apis/data.fluid.io/v1alpha1/thinruntimeprofiles/x")->key() ==
        Key{"ThinRuntimeProfile", "", "x"});
  CHECK(ParseRoute("/api/v1/namespaces")->kind->name == "Namespace");
  CHECK(ParseRoute("/api/v1/namespaces/ml")->key() == Key{"Namespace", "", "ml"});
  CHECK(ParseRoute("/api/v1/namespaces/ml/status")->subresource == "status");
  CHECK(ParseRoute("/api/v1/namespaces/ml/secrets")->kind->name == "Secret");
}

TEST_CASE("other paths are not found and broken ones invalid") {
  for (const char* path : {"/x",
                           "/openapi",
                           "/openapi/v1",
                           "/openapi/v2/api",
                           "/openapi/v3/apis",
                           "/openapi/v3/apis/run.fluid.io",
                           "/openapi/v3/api/v1/secrets",
                           "/apis/authorization.k8s.io/v1/namespaces/a/selfsubjectaccessreviews",
                           "/api/v2",
                           "/apis/policy",
                           "/apis/apps/v1/nothings",
                           "/apis/data.fluid.io/v9",
                           "/apis/data.fluid.io/v1alpha1/dataset",
                           "/api/v1/datasets",
                           "/apis/data.fluid.io/v1alpha1/datasets/x",
                           "/apis/data.fluid.io/v1alpha1/namespaces/a/thinruntimeprofiles",
                           "/apis/data.fluid.io/v1alpha1/namespaces/a/datasets/x/scale",
                           "/api/v1/namespaces/a/secrets/x/status",
                           "/apis/data.fluid.io/v1alpha1/namespaces/a/datasets/x/status/y",
                           "/apis//v1"}) {
    CAPTURE(path);
    CHECK(ParseRoute(path).status().code() == Code::kNotFound);
  }
  CHECK(ParseRoute("/apis/%zz").status().code() == Code::kInvalidArgument);
  CHECK(ParseRoute("/apis?a=%f").status().code() == Code::kInvalidArgument);
  CHECK(ParseRoute("apis").status().code() == Code::kInvalidArgument);
}

TEST_CASE("the path of every kind leads back to it") {
  for (const KindInfo* kind : model::Kinds()) {
    CAPTURE(kind->name);
    const std::string space = kind->namespaced ? "a-b" : "";
    const Route route = *ParseRoute(PathOf(*kind, space, "x.y z"));
    CHECK(route.kind == kind);
    CHECK(route.key() == Key{std::string(kind->name), space, "x.y z"});
    CHECK(ParseRoute(PathOf(*kind, ""))->what == What::kCollection);
  }
}

}  // namespace
}  // namespace fluid::api
