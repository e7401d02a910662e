// Presentation: how a client wants objects shown: themselves, as rows of a table, or by their metadata.
//
// Source: meta.k8s.io/v1 Table, PartialObjectMetadata; the server-side columns of Kubernetes' kinds and CRDs.
// Threads: values, any thread.
#pragma once

#include <string>
#include <string_view>

#include "fluid/object.h"
#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

class Presentation {
 public:
  // By the first type of the Accept header that is offered, and ?includeObject=. What asks for nothing that
  // is offered gets the objects themselves.
  static Presentation Of(const Route& route, const HttpRequest& request);

  // An answer that holds one object.
  std::string One(const Object& object) const { return OneJson(object.ToJson()); }
  std::string OneJson(std::string_view object) const;
  // An event of a watch: as One, but without the columns, which the first event told.
  std::string Next(std::string_view object) const;

  // A list is its head, items with commas between them, and its tail. `metadata`: JSON, of the list.
  std::string ListHead(std::string_view metadata) const;
  std::string Item(const Object& object) const;
  std::string ItemJson(std::string_view object) const;
  static constexpr std::string_view kListTail = "]}";

 private:
  enum class Form { kObject, kTable, kMetadata };
  enum class Include { kMetadata, kObject, kNone };

  std::string Definitions() const;
  std::string Row(std::string_view object) const;

  const KindInfo* kind_ = nullptr;
  Form form_ = Form::kObject;
  Include include_ = Include::kMetadata;
  std::string version_ = "v1";  // of meta.k8s.io
};

}  // namespace fluid::api
