#include "src/engine/wire.h"

#include <fmt/format.h>

#include "src/engine/proto_spec.h"

namespace fluid::engine {
namespace {

void ToProto(const Status& from, pb::Status* to) {
  to->set_code(static_cast<int>(from.code()));
  to->set_error(from.error_number());
  to->set_message(std::string(from.message()));
  for (const Problem& problem : from.problems()) {
    pb::Problem* p = to->add_problems();
    p->set_file(problem.file);
    p->set_line(problem.line);
    p->set_column(problem.column);
    p->set_path(problem.path);
    p->set_found(problem.found);
    p->set_allowed(problem.allowed);
    p->set_suggestion(problem.suggestion);
  }
}

Status FromProto(const pb::Status& from) {
  if (from.code() == 0) return Ok();
  const Code code = from.code() >= 1 && from.code() <= 16 ? static_cast<Code>(from.code()) : Code::kUnknown;
  std::vector<Problem> problems;
  for (const pb::Problem& p : from.problems()) {
    problems.push_back({p.file(), p.line(), p.column(), p.path(), p.found(), p.allowed(), p.suggestion()});
  }
  const Status status(code, from.message(), std::move(problems));
  return from.error() == 0 ? status : status.WithErrno(from.error());
}

// An enum's number, or the smallest of the enum when the other side knows more of them than we.
template <class E>
E EnumFrom(int number, E least, E most) {
  return number < static_cast<int>(least) || number > static_cast<int>(most) ? least : static_cast<E>(number);
}

void ToProto(const NodeObservation& from, pb::Observation* to) {
  to->set_node(from.node);
  to->set_health(static_cast<int>(from.health));
  for (const std::string& reason : from.reasons) to->add_reasons(reason);
  to->set_config_generation(from.config_generation);
  to->set_spec_generation(from.spec_generation);
  for (const MountReport& source : from.sources) {
    pb::MountReport* s = to->add_sources();
    s->set_path(source.path);
    s->set_uri(source.uri);
    s->set_state(static_cast<int>(source.state));
    s->set_generation(source.generation);
    s->set_open_files(source.open_files);
    ToProto(source.why, s->mutable_why());
    s->set_remark(source.remark);
  }
  for (const NodeMountState& mount : from.mounts) {
    pb::NodeMountState* m = to->add_mounts();
    m->set_id(mount.id);
    m->set_target(mount.target);
    m->set_mounted(mount.mounted);
    m->set_message(mount.message);
    for (const int pid : mount.users) m->add_users(pid);
  }
}

NodeObservation FromProto(const pb::Observation& from) {
  NodeObservation to;
  to.node = from.node();
  to.health = EnumFrom(from.health(), Health::kStarting, Health::kFailed);
  to.reasons.assign(from.reasons().begin(), from.reasons().end());
  to.config_generation = from.config_generation();
  to.spec_generation = from.spec_generation();
  for (const pb::MountReport& s : from.sources()) {
    to.sources.push_back({s.path(), s.uri(),
                          EnumFrom(s.state(), MountReport::State::kPending, MountReport::State::kFailed),
                          s.generation(), s.open_files(), FromProto(s.why()), s.remark()});
  }
  for (const pb::NodeMountState& m : from.mounts()) {
    to.mounts.push_back({m.id(), m.target(), m.mounted(), m.message(), {m.users().begin(), m.users().end()}});
  }
  return to;
}

// Applies `field` to each number of a usage or job status, in C++ and as message.
#define FLUID_SET_IF(from, to, field) \
  if ((from).field) (to)->set_##field(*(from).field)
#define FLUID_GET_IF(from, to, field) \
  if ((from).has_##field()) (to).field = (from).field()

void ToProto(const CacheUsage& from, pb::Usage* to) {
  FLUID_SET_IF(from, to, capacity_bytes);
  FLUID_SET_IF(from, to, cached_bytes);
  FLUID_SET_IF(from, to, total_bytes);
  FLUID_SET_IF(from, to, total_files);
  FLUID_SET_IF(from, to, hits);
  FLUID_SET_IF(from, to, misses);
  FLUID_SET_IF(from, to, hit_bytes);
  FLUID_SET_IF(from, to, miss_bytes);
}

void ToProto(const CacheListing& from, pb::CacheListing* to) {
  to->set_next(from.next);
  for (const CachedEntry& entry : from.entries) {
    pb::CacheListing::Entry* e = to->add_entries();
    e->set_name(entry.name);
    e->set_folder(entry.folder);
    e->set_size(entry.size);
    e->set_cached_bytes(entry.cached_bytes);
    e->set_tier(entry.tier);
  }
}

CacheListing FromProto(const pb::CacheListing& from) {
  CacheListing to;
  to.next = from.next();
  for (const pb::CacheListing::Entry& e : from.entries())
    to.entries.push_back({e.name(), e.folder(), e.size(), e.cached_bytes(), e.tier()});
  return to;
}

CacheUsage FromProto(const pb::Usage& from) {
  CacheUsage to;
  FLUID_GET_IF(from, to, capacity_bytes);
  FLUID_GET_IF(from, to, cached_bytes);
  FLUID_GET_IF(from, to, total_bytes);
  FLUID_GET_IF(from, to, total_files);
  FLUID_GET_IF(from, to, hits);
  FLUID_GET_IF(from, to, misses);
  FLUID_GET_IF(from, to, hit_bytes);
  FLUID_GET_IF(from, to, miss_bytes);
  return to;
}

void ToProto(const JobStatus& from, pb::JobStatus* to) {
  to->set_id(from.id);
  to->set_phase(static_cast<int>(from.phase));
  ToProto(from.result, to->mutable_result());
  to->set_reason(from.reason);
  FLUID_SET_IF(from, to, bytes_done);
  FLUID_SET_IF(from, to, bytes_total);
  FLUID_SET_IF(from, to, files_done);
  FLUID_SET_IF(from, to, files_total);
}

JobStatus FromProto(const pb::JobStatus& from) {
  JobStatus to;
  to.id = from.id();
  to.phase = EnumFrom(from.phase(), JobPhase::kPending, JobPhase::kCancelled);
  to.result = FromProto(from.result());
  to.reason = from.reason();
  FLUID_GET_IF(from, to, bytes_done);
  FLUID_GET_IF(from, to, bytes_total);
  FLUID_GET_IF(from, to, files_done);
  FLUID_GET_IF(from, to, files_total);
  return to;
}

#undef FLUID_SET_IF
#undef FLUID_GET_IF

void ToProto(const JobSpec& from, pb::JobSpec* to) {
  to->set_id(from.id);
  to->set_kind(static_cast<int>(from.kind));
  for (const std::string& target : from.targets) to->add_targets(target);
  to->set_refresh(from.refresh);
  to->set_verify(from.verify);
  to->set_parallelism(from.parallelism);
  to->set_bytes_per_second(from.bytes_per_second);
  engine::ToProto(from.options, to->mutable_options());
}

Result<JobSpec> FromProto(const pb::JobSpec& from) {
  if (from.kind() < static_cast<int>(JobKind::kLoad) || from.kind() > static_cast<int>(JobKind::kDrain)) {
    return Unimplemented(fmt::format("start job {}: kind {} is not known here", from.id(), from.kind()));
  }
  JobSpec to;
  to.id = from.id();
  to.kind = static_cast<JobKind>(from.kind());
  to.targets.assign(from.targets().begin(), from.targets().end());
  to.refresh = from.refresh();
  to.verify = from.verify();
  to.parallelism = from.parallelism();
  to.bytes_per_second = from.bytes_per_second();
  to.options = engine::FromProto(from.options());
  return to;
}

struct RequestWriter {
  pb::Call* to;
  void operator()(const ConfigureRequest& r) const { engine::ToProto(r.config, to->mutable_configure()); }
  void operator()(const ObserveRequest&) const { to->set_observe(true); }
  void operator()(const UsageRequest& r) const { to->set_usage(r.path); }
  void operator()(const ListCacheRequest& r) const {
    to->mutable_list_cache()->set_path(r.path);
    to->mutable_list_cache()->set_after(r.after);
  }
  void operator()(const StartJobRequest& r) const { ToProto(r.job, to->mutable_start_job()); }
  void operator()(const QueryJobRequest& r) const { to->set_query_job(r.id); }
  void operator()(const CancelJobRequest& r) const { to->set_cancel_job(r.id); }
  void operator()(const ForgetJobRequest& r) const { to->set_forget_job(r.id); }
  void operator()(const TeardownRequest& r) const { to->set_teardown(r.force); }
  void operator()(const ShutdownRequest&) const { to->set_shutdown(true); }
};

Result<Request> FromProto(const pb::Call& from) {
  switch (from.request_case()) {
    case pb::Call::kConfigure:
      return Request(ConfigureRequest{engine::FromProto(from.configure())});
    case pb::Call::kObserve:
      return Request(ObserveRequest{});
    case pb::Call::kUsage:
      return Request(UsageRequest{from.usage()});
    case pb::Call::kListCache:
      return Request(ListCacheRequest{from.list_cache().path(), from.list_cache().after()});
    case pb::Call::kStartJob: {
      FLUID_ASSIGN_OR_RETURN(JobSpec job, FromProto(from.start_job()));
      return Request(StartJobRequest{std::move(job)});
    }
    case pb::Call::kQueryJob:
      return Request(QueryJobRequest{from.query_job()});
    case pb::Call::kCancelJob:
      return Request(CancelJobRequest{from.cancel_job()});
    case pb::Call::kForgetJob:
      return Request(ForgetJobRequest{from.forget_job()});
    case pb::Call::kTeardown:
      return Request(TeardownRequest{from.teardown()});
    case pb::Call::kShutdown:
      return Request(ShutdownRequest{});
    case pb::Call::REQUEST_NOT_SET:
      break;
  }
  return DataLoss("read frame: a call without a request that is known here");
}

struct FrameWriter {
  pb::Frame* to;
  void operator()(const HelloFrame& f) const {
    pb::Hello* hello = to->mutable_hello();
    hello->set_version(f.version);
    hello->set_program(f.program);
    if (!f.refused.ok()) ToProto(f.refused, hello->mutable_refused());
    hello->set_events(f.events);
  }
  void operator()(const CallFrame& f) const {
    pb::Call* call = to->mutable_call();
    call->set_id(f.id);
    call->set_timeout_ns(f.timeout.count());
    std::visit(RequestWriter{call}, f.request);
  }
  void operator()(const AnswerFrame& f) const {
    pb::Answer* answer = to->mutable_answer();
    answer->set_id(f.id);
    if (!f.response.status.ok()) ToProto(f.response.status, answer->mutable_status());
    if (const auto* seen = std::get_if<NodeObservation>(&f.response.value)) {
      ToProto(*seen, answer->mutable_observation());
    } else if (const auto* usage = std::get_if<CacheUsage>(&f.response.value)) {
      ToProto(*usage, answer->mutable_usage());
    } else if (const auto* listing = std::get_if<CacheListing>(&f.response.value)) {
      ToProto(*listing, answer->mutable_listing());
    } else if (const auto* job = std::get_if<JobStatus>(&f.response.value)) {
      ToProto(*job, answer->mutable_job());
    }
  }
  void operator()(const CancelFrame& f) const { to->set_cancel(f.id); }
  void operator()(const EventFrame& f) const {
    to->mutable_event()->set_kind(static_cast<int>(f.event.kind));
    to->mutable_event()->set_subject(f.event.subject);
  }
};

Response FromProto(const pb::Answer& from) {
  Response to;
  to.status = FromProto(from.status());
  switch (from.value_case()) {
    case pb::Answer::kObservation:
      to.value = FromProto(from.observation());
      break;
    case pb::Answer::kUsage:
      to.value = FromProto(from.usage());
      break;
    case pb::Answer::kListing:
      to.value = FromProto(from.listing());
      break;
    case pb::Answer::kJob:
      to.value = FromProto(from.job());
      break;
    case pb::Answer::VALUE_NOT_SET:
      break;
  }
  return to;
}

}  // namespace

Result<std::string> EncodeFrame(const Frame& frame) {
  pb::Frame message;
  std::visit(FrameWriter{&message}, frame);
  const size_t size = message.ByteSizeLong();
  if (size > kMaxFrame) {
    return ResourceExhausted(
        fmt::format("send a message of {} bytes: at most {} are allowed", size, kMaxFrame));
  }
  std::string bytes;
  for (size_t i = 0; i < kFrameHeader; ++i) bytes.push_back(static_cast<char>(size >> (8 * i) & 0xff));
  message.AppendToString(&bytes);
  return bytes;
}

Result<size_t> DecodeHeader(std::string_view header) {
  size_t size = 0;
  for (size_t i = 0; i < kFrameHeader; ++i)
    size |= static_cast<size_t>(static_cast<uint8_t>(header[i])) << (8 * i);
  if (size > kMaxFrame) {
    return DataLoss(fmt::format("read frame: a length of {} bytes, at most {} are allowed", size, kMaxFrame));
  }
  return size;
}

Result<Frame> DecodeFrame(std::string_view body) {
  pb::Frame message;
  if (!message.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return DataLoss(fmt::format("read frame: {} bytes that are no frame of ours", body.size()));
  }
  switch (message.body_case()) {
    case pb::Frame::kHello: {
      const pb::Hello& hello = message.hello();
      return Frame(HelloFrame{hello.version(), hello.program(), FromProto(hello.refused()), hello.events()});
    }
    case pb::Frame::kCall: {
      FLUID_ASSIGN_OR_RETURN(Request request, FromProto(message.call()));
      return Frame(CallFrame{message.call().id(), Duration(message.call().timeout_ns()), std::move(request)});
    }
    case pb::Frame::kAnswer:
      return Frame(AnswerFrame{message.answer().id(), FromProto(message.answer())});
    case pb::Frame::kCancel:
      return Frame(CancelFrame{message.cancel()});
    case pb::Frame::kEvent: {
      // One of a kind that is not known here reads as health: the answers tell what it was.
      const auto kind = EnumFrom(message.event().kind(), EngineEvent::Kind::kHealth, EngineEvent::Kind::kJob);
      return Frame(EventFrame{{kind, message.event().subject()}});
    }
    case pb::Frame::BODY_NOT_SET:
      break;
  }
  return DataLoss("read frame: it has no body that is known here");
}

Status CheckVersion(uint32_t version, std::string_view peer) {
  if (version == kWireVersion) return Ok();
  return FailedPrecondition(
      fmt::format("talk to {}: it speaks version {} of the home protocol, we speak {}; "
                  "install fluid and fluid-node of one release",
                  peer, version, kWireVersion));
}

}  // namespace fluid::engine
