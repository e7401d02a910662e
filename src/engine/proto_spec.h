// The part of protocol.proto that node.pb and the wire share. For node_config.cc and wire.cc only: it brings
// protobuf.
#pragma once

#include "fluid/cache_engine.h"
#include "protocol.pb.h"

namespace fluid::engine {

void ToProto(const NodeConfig& from, pb::NodeConfig* to);
NodeConfig FromProto(const pb::NodeConfig& from);

using KeyValues = google::protobuf::RepeatedPtrField<pb::KeyValue>;
void ToProto(const std::map<std::string, std::string>& from, KeyValues* to);
std::map<std::string, std::string> FromProto(const KeyValues& from);

}  // namespace fluid::engine
