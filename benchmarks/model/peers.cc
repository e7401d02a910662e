#include "benchmarks/model/peers.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <yaml.h>

namespace fluid::bench {
namespace {

struct Counter : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Counter> {
  bool Default() { return ++count > 0; }
  bool RawNumber(const char*, unsigned, bool) { return Default(); }
  size_t count = 0;
};

}  // namespace

size_t CountYamlEvents(std::string_view text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) != 1) return 0;
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  size_t count = 0;
  for (bool more = true; more; ++count) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) != 1) {
      yaml_parser_delete(&parser);
      return 0;
    }
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return count;
}

size_t CountJsonEvents(std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  Counter counter;
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
  return reader.Parse<kFlags>(stream, counter) ? counter.count : 0;
}

size_t CountJsonEventsByTheManual(const char* text) {
  rapidjson::StringStream stream(text);
  Counter counter;
  rapidjson::Reader reader;
  return reader.Parse(stream, counter) ? counter.count : 0;
}

}  // namespace fluid::bench
