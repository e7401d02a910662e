// What the query, headers and body of a writing request say, besides the object: dry run, field manager,
// field validation, the form of a patch, options of a deletion.
//
// Source: Kubernetes' CreateOptions, UpdateOptions, PatchOptions, DeleteOptions. Pure functions.
// Errors: INVALID_ARGUMENT, with problems where Kubernetes answers 422.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "fluid/store.h"
#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

// Of members that no table describes.
enum class FieldValidation {
  kIgnore,  // they are dropped
  kWarn,    // and told
  kStrict,  // the request is refused
};

struct WriteOptions {
  bool dry_run = false;
  std::string manager;  // fieldManager, else the first part of the User-Agent
  bool force = false;
  FieldValidation validation = FieldValidation::kWarn;
};
// Of options that are in order (query_options.h).
WriteOptions WriteOptionsOf(const Route& route, const HttpRequest& request);

enum class PatchType { kJson, kMerge, kStrategic, kApply };
// UNIMPLEMENTED: the media type is not taken here (415). Strategic merge patches are for Kubernetes' own
// kinds.
Result<PatchType> PatchTypeOf(const HttpRequest& request, const Route& route);

// The body as JSON: from JSON or YAML, as its media type says. UNIMPLEMENTED: of another type.
Result<std::string> BodyAsJson(const HttpRequest& request);

// The text without members that the kind does not have; which those are goes to `warnings`, or, with
// kStrict, is the error.
Result<std::string> KnownFieldsOnly(std::string json, const KindInfo& kind, FieldValidation validation,
                                    std::vector<std::string>* warnings);

struct DeleteRequest {
  DeleteOptions options;
  bool dry_run = false;
};
Result<DeleteRequest> ParseDeleteRequest(const Route& route, const HttpRequest& request);
// The other way round: the body that asks for it.
std::string JsonOf(const DeleteOptions& options);

Status FieldProblem(std::string path, std::string found, std::string allowed);

}  // namespace fluid::api
