#include "src/api/table.h"

#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

const std::string kTable = "application/json;as=Table;v=v1;g=meta.k8s.io";

Json Get(ServerFixture& f, const std::string& path, const std::string& accept) {
  HttpRequest request;
  request.method = "GET";
  request.target = path;
  request.headers.Add("Accept", accept);
  const Result<HttpResponse> response = f.client().Do(std::move(request));
  REQUIRE(response.ok());
  REQUIRE(response->status == 200);
  return *Json::Parse(response->body);
}

TEST_CASE("a list is a table for those who ask for one") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("a")).status == 201);
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("b")).status == 201);
  const Json table =
      Get(f, kDatasets, kTable + ",application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json");
  CHECK(table["kind"].text() == "Table");
  CHECK(table["apiVersion"].text() == "meta.k8s.io/v1");
  CHECK_FALSE(table.at(".metadata.resourceVersion").text().empty());

  const std::vector<Json> columns = table["columnDefinitions"].items();
  REQUIRE(columns.size() == 10);
  CHECK(columns[0]["name"].text() == "Name");
  CHECK(columns[0]["format"].text() == "name");
  CHECK(columns[1]["name"].text() == "Ufs Total Size");
  CHECK(columns[6]["priority"].number(-1) == 10);
  CHECK(columns[9]["type"].text() == "date");

  const std::vector<Json> rows = table["rows"].items();
  REQUIRE(rows.size() == 2);
  const std::vector<Json> cells = rows[0]["cells"].items();
  REQUIRE(cells.size() == 10);
  CHECK(cells[0].text() == "a");
  CHECK(cells[1].missing());
  CHECK(cells[9].text().back() == 's');
  CHECK(rows[0].at(".object.kind").text() == "PartialObjectMetadata");
  CHECK(rows[0].at(".object.metadata.namespace").text() == "default");
  CHECK(rows[0].at(".object.spec").missing());
}

TEST_CASE("rows of a table hold as much of the object as is asked for") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("a")).status == 201);
  const std::string path = kDatasets;
  CHECK(Get(f, path + "?includeObject=None", kTable)["rows"].items()[0]["object"].missing());
  CHECK(Get(f, path + "?includeObject=Object", kTable)["rows"].items()[0].at(".object.kind").text() ==
        "Dataset");
  CHECK(Get(f, path + "/a?includeObject=Metadata", kTable)["rows"].items()[0].at(".object.kind").text() ==
        "PartialObjectMetadata");
}

TEST_CASE("metadata alone is given to those who ask for it, and objects to all others") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("a")).status == 201);
  const std::string one = std::string(kDatasets) + "/a";
  const Json partial = Get(f, one, "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
  CHECK(partial["kind"].text() == "PartialObjectMetadata");
  CHECK(partial.at(".metadata.name").text() == "a");
  CHECK(partial["spec"].missing());
  const Json list = Get(f, kDatasets, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
  CHECK(list["kind"].text() == "PartialObjectMetadataList");
  CHECK(list["items"].items().size() == 1);
  for (const char* accept :
       {"application/json", "*/*", "application/json;as=Table;v=v9;g=meta.k8s.io,application/json",
        "application/vnd.kubernetes.protobuf,application/json"}) {
    INFO(accept);
    CHECK(Get(f, one, accept)["kind"].text() == "Dataset");
  }
}

TEST_CASE("a watch of a table tells the columns once") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("a")).status == 201);
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("b")).status == 201);
  const std::string answer = f.Raw("GET " + std::string(kDatasets) +
                                   "?watch=1&timeoutSeconds=1 HTTP/1.1\r\nHost: f\r\nAccept: " + kTable +
                                   "\r\nConnection: close\r\n\r\n");
  size_t tables = 0, named = 0;
  for (size_t at = 0; (at = answer.find("\"kind\":\"Table\"", at)) != std::string::npos; ++at) ++tables;
  for (size_t at = 0; (at = answer.find("Ufs Total Size", at)) != std::string::npos; ++at) ++named;
  CHECK(tables == 2);
  CHECK(named == 1);
}

TEST_CASE("events show when, what and of which object, and their own name last") {
  ServerFixture f;
  const std::string events = "/api/v1/namespaces/default/events";
  REQUIRE(
      f.Call("POST", events,
             R"({"apiVersion":"v1","kind":"Event","metadata":{"name":"e"},"type":"Normal","reason":"Bound",)"
             R"("count":3,"involvedObject":{"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset",)"
             R"("name":"std","namespace":"default"},"message":"it serves"})")
          .status == 201);
  const Json table = Get(f, events, kTable);
  CHECK(table["columnDefinitions"].items()[0]["name"].text() == "Last Seen");
  const std::vector<Json> cells = table["rows"].items()[0]["cells"].items();
  CHECK(cells[3].text() == "dataset/std");
  CHECK(cells[7].json() == "3");
  CHECK(cells.back().text() == "e");
}

}  // namespace
}  // namespace fluid::api
