// fluid.data/1 and fluid.data.lease/1 of the plugin.
#include "plugins/thin/glue.h"

namespace thin {
namespace {

// ---- fluid.data/1 -----------------------------------------------------------------------------------------

fluid_status GetStat(fluid_engine* self, fluid_str path, fluid_stat* out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    const auto stat = self->engine->tree()->GetStat(Text(path), Call(call));
    if (!stat.ok()) return stat.status();
    Fill(*stat, out);
    return {};
  });
}

fluid_status List(fluid_engine* self, fluid_str path, fluid_str after, fluid_entry_sink* sink,
                  fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    return self->engine->tree()->List(
        Text(path), Text(after),
        [&](std::string_view name, const Stat& stat) {
          fluid_stat out{};
          out.struct_size = sizeof out;
          Fill(stat, &out);
          return sink->entry(sink, Borrow(name), &out, Borrow(name));
        },
        Call(call));
  });
}

fluid_status ReadLink(fluid_engine* self, fluid_str path, fluid_bytes_sink* sink, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    const auto target = self->engine->tree()->ReadLink(Text(path), Call(call));
    if (!target.ok()) return target.status();
    return {sink->write(sink, target->data(), target->size()), {}};
  });
}

fluid_status StatFs(fluid_engine* self, fluid_str path, fluid_statfs* out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    const auto totals = self->engine->Totals(Text(path));
    if (!totals) return {};
    THIN_SET(out, fluid_statfs, known, 1u);
    THIN_SET(out, fluid_statfs, bytes, totals->bytes);
    THIN_SET(out, fluid_statfs, files, totals->files);
    return {};
  });
}

fluid_status Open(fluid_engine* self, fluid_str path, uint64_t version, uint32_t flags, fluid_stat* out,
                  fluid_handle** handle, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    if (flags & 0xffff0000u) return Error(FLUID_UNIMPLEMENTED, "the source is read-only", EROFS);
    const ReadRun::Hint hint = flags & FLUID_OPEN_RANDOM       ? ReadRun::Hint::kRandom
                               : flags & FLUID_OPEN_SEQUENTIAL ? ReadRun::Hint::kSequential
                                                               : ReadRun::Hint::kNone;
    auto file = self->engine->tree()->Open(Text(path), version, hint, Call(call));
    if (!file.ok()) return file.status();
    Fill((**file)->stat(), out);
    *handle = new fluid_handle{std::move(*file)};
    return {};
  });
}

fluid_status HandleStat(fluid_handle* handle, fluid_stat* out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    Fill((*handle->file)->stat(), out);
    return {};
  });
}

fluid_status Pread(fluid_handle* handle, void* buf, size_t len, uint64_t offset, uint32_t flags, size_t* got,
                   fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    if (flags & 0xffff0000u & ~uint32_t{FLUID_READ_CACHED})
      return Error(FLUID_UNIMPLEMENTED, "a read flag that this version doesn't know");
    const auto read = (*handle->file)->Read(buf, len, offset, flags & FLUID_READ_CACHED, Call(call));
    if (!read.ok()) return read.status();
    *got = *read;
    return {};
  });
}

void Close(fluid_handle* handle) { delete handle; }

// ---- fluid.data.lease/1 -----------------------------------------------------------------------------------

fluid_status Borrow(fluid_handle* handle, uint64_t offset, uint64_t len, uint32_t want, fluid_lease* out,
                    fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    if (want & 0xffff0000u & ~uint32_t{FLUID_LEASE_WHOLE})
      return Error(FLUID_UNIMPLEMENTED, "a lease flag that this version doesn't know");
    const uint64_t size = (*handle->file)->stat().size;
    if (!(want & FLUID_LEASE_FD) || len == 0 || offset >= size)
      return Error(FLUID_UNAVAILABLE, "only descriptors are leased, of bytes that exist", EAGAIN);
    const auto fd = (*handle->file)->Lease(Call(call));
    if (!fd.ok()) return fd.status();
    *out = fluid_lease{want & FLUID_LEASE_WHOLE ? size : std::min(len, size - offset),
                       want & FLUID_LEASE_WHOLE ? 0 : offset,
                       *fd,
                       0,
                       nullptr,
                       nullptr};
    return {};
  });
}

void Release(fluid_lease*) {}  // the descriptor is all, and the caller's

}  // namespace

const fluid_data_v1 kDataTable = {GetStat, List, ReadLink, StatFs, Open, HandleStat, Pread, Close};
const fluid_lease_v1 kLeaseTable = {Borrow, Release};

}  // namespace thin
