#include "src/api/selector.h"

#include <catch2/catch.hpp>

#include "src/model/kind.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

const KindInfo& Datasets() { return *model::FindKind("Dataset"); }

bool Matches(const std::string& labels, const std::string& fields = "") {
  Object object = DatasetObject("imagenet");
  object.metadata().labels = {{"team", "vision"}, {"example.com/tier", "gold"}, {"empty", ""}, {"n", "7"}};
  const Result<Selector> selector = Selector::Parse(Datasets(), labels, fields);
  if (!selector.ok()) throw std::runtime_error(selector.status().ToString());
  return selector->Matches(object);
}

TEST_CASE("label selectors match as Kubernetes' do") {
  CHECK(Matches(""));
  CHECK(Matches("team"));
  CHECK(Matches("team=vision"));
  CHECK(Matches("team==vision, example.com/tier = gold"));
  CHECK(Matches("team!=speech"));
  CHECK(Matches("absent!=x"));
  CHECK(Matches("!absent"));
  CHECK(Matches("team in (speech, vision)"));
  CHECK(Matches("team notin (speech),empty="));
  CHECK(Matches("absent notin (a,b)"));
  CHECK(Matches("n>6,n<8"));
  CHECK_FALSE(Matches("n>7"));
  CHECK_FALSE(Matches("team<8"));
  CHECK_FALSE(Matches("absent<8"));
  CHECK_FALSE(Matches("absent"));
  CHECK_FALSE(Matches("!team"));
  CHECK_FALSE(Matches("team=Vision"));
  CHECK_FALSE(Matches("team in (speech)"));
  CHECK_FALSE(Matches("team notin (vision, speech)"));
  CHECK_FALSE(Matches("team=vision,absent"));
}

TEST_CASE("field selectors match names and namespaces, and of events what they are about") {
  CHECK(Matches("", "metadata.name=imagenet"));
  CHECK(Matches("", "metadata.name=imagenet,metadata.namespace!=other"));
  CHECK_FALSE(Matches("", "metadata.name!=imagenet"));
  CHECK_FALSE(Matches("team=speech", "metadata.name=imagenet"));

  const Object event = *Object::FromJson(
      R"({"apiVersion":"v1","kind":"Event","metadata":{"name":"e","namespace":"default"},"reason":"Bound",)"
      R"("involvedObject":{"kind":"Dataset","name":"imagenet"}})");
  const KindInfo& events = *model::FindKind("Event");
  CHECK(Selector::Parse(events, "", "involvedObject.name=imagenet,reason=Bound")->Matches(event));
  CHECK_FALSE(Selector::Parse(events, "", "involvedObject.kind=Secret")->Matches(event));

  const Object secret = *Object::FromJson(
      R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"default"},"type":"Opaque"})");
  const Result<Selector> opaque = Selector::Parse(secret.kind(), "", "type=Opaque");
  CHECK(opaque->Matches(secret));
  CHECK(opaque->may_change());
  CHECK_FALSE(Selector::Parse(secret.kind(), "", "type!=Opaque")->Matches(secret));
  CHECK_FALSE(Selector::Parse(secret.kind(), "", "metadata.name=s")->may_change());
  CHECK_FALSE(Selector::Parse(secret.kind(), "", "status.phase=Active").ok());
}

TEST_CASE("selectors that are none are refused") {
  for (const char* text : {"=x", "a in x", "a in (x", "a of (x)", "in (x)", "a b=c", "!", "a=b=c", "a,,b",
                           "a=(x)", "a>b", "a<"}) {
    CAPTURE(text);
    CHECK(Selector::Parse(Datasets(), text, "").status().code() == Code::kInvalidArgument);
  }
  CHECK(Selector::Parse(Datasets(), "", "spec.placement=x").status().code() == Code::kInvalidArgument);
  CHECK(Selector::Parse(Datasets(), "", "metadata.name").status().code() == Code::kInvalidArgument);
}

}  // namespace
}  // namespace fluid::api
