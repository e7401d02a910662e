// What the homes of one engine answer, added up.
#include "src/engine/node_answers.h"

#include <catch2/catch.hpp>

namespace fluid::engine {
namespace {

NodeAnswer Listing(const std::string& node, const std::vector<std::string>& names, const std::string& next) {
  CacheListing listing;
  for (const std::string& name : names) {
    CachedEntry entry;
    entry.name = name;
    entry.cached_bytes = 1;
    listing.entries.push_back(entry);
  }
  listing.next = next;
  NodeAnswer answer;
  answer.node = node;
  answer.response.value = listing;
  return answer;
}

std::string Told(const Result<CacheListing>& sum) {
  REQUIRE(sum.ok());
  std::string text;
  for (const CachedEntry& entry : sum->entries) text += entry.name + std::to_string(entry.cached_bytes) + " ";
  return text + "next " + sum->next;
}

TEST_CASE("a page of a listing ends where the shortest page of a node does, so that no entry is lost") {
  CHECK(Told(SumListing({Listing("n1", {"a", "b"}, "b"), Listing("n2", {"a", "d"}, "d")})) == "a2 b1 next b");
  CHECK(Told(SumListing({Listing("n1", {"a", "d"}, "d"), Listing("n2", {"b", "c"}, "c")})) ==
        "a1 b1 c1 next c");
}

TEST_CASE("where a listing goes on is a cursor of the engine, which has no order") {
  CHECK(Told(SumListing({Listing("n1", {"a", "b"}, "#9"), Listing("n2", {"a", "d"}, "#10")})) ==
        "a2 b1 next #9");
}

TEST_CASE("pages that end at the same place stay whole") {
  CHECK(Told(SumListing({Listing("n1", {"z", "a"}, "#2"), Listing("n2", {"z", "a"}, "#2")})) ==
        "a2 z2 next #2");
}

TEST_CASE("the page of a node that has told everything is cut where another's ends") {
  CHECK(Told(SumListing({Listing("n1", {"a", "b"}, "b"), Listing("n2", {"a", "z"}, "")})) == "a2 b1 next b");
  CHECK(Told(SumListing({Listing("n1", {"a"}, ""), Listing("n2", {"z"}, "")})) == "a1 z1 next ");
}

}  // namespace
}  // namespace fluid::engine
