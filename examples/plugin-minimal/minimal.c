/* The smallest useful plugin: one file, /hello, on every node that reads. */
#include <stdlib.h>
#include <string.h>
#include "fluid/plugin.h"
#pragma GCC diagnostic ignored "-Wunused-parameter"
FLUID_PLUGIN_NOTE("abi=1.0;id=com.example.minimal;version=0.1.0;isolation=any");
static const fluid_str k_text = FLUID_STR("Hello from a plugin.\n");
static struct fluid_handle {
  char nothing;
} k_hello;
struct fluid_engine {
  char nothing;
};

static fluid_status d_stat(fluid_engine* e, fluid_str path, fluid_stat* out, fluid_call* c) {
  const int dir = fluid_eq(path, "/");
  if (!dir && !fluid_eq(path, "/hello")) return c->fail(c, FLUID_NOT_FOUND, fluid_s("only /hello exists"));
  out->known = FLUID_ATTR_MODE | FLUID_ATTR_SIZE | FLUID_ATTR_VERSION;
  out->mode = dir ? 0040555 : 0100444, out->size = dir ? 0 : k_text.len, out->version = 1;
  return FLUID_OK;
}
static fluid_status d_list(fluid_engine* e, fluid_str d, fluid_str at, fluid_entry_sink* to, fluid_call* c) {
  fluid_stat st = {.struct_size = sizeof st};
  if (!fluid_eq(d, "/")) return c->fail(c, FLUID_NOT_FOUND, fluid_s("only / is a directory"));
  d_stat(e, fluid_s("/hello"), &st, c);
  return at.len ? FLUID_OK : to->entry(to, fluid_s("hello"), &st, fluid_s("1"));
}
static fluid_status d_open(fluid_engine* e, fluid_str path, uint64_t version, uint32_t flags, fluid_stat* out,
                           fluid_handle** handle, fluid_call* c) {
  if (flags >> 16) return c->fail(c, FLUID_UNIMPLEMENTED, fluid_s("read-only"));
  if (version > 1) return c->fail(c, FLUID_ABORTED, fluid_s("only version 1 exists"));
  if (fluid_eq(path, "/")) return c->fail(c, FLUID_STATUS(FLUID_FAILED_PRECONDITION, 21), fluid_s("EISDIR"));
  return *handle = &k_hello, d_stat(e, path, out, c);
}
static fluid_status d_pread(fluid_handle* h, void* buf, size_t len, uint64_t offset, uint32_t flags,
                            size_t* got, fluid_call* c) {
  const size_t left = offset < k_text.len ? k_text.len - (size_t)offset : 0;
  memcpy(buf, k_text.ptr + k_text.len - left, *got = len < left ? len : left);
  return FLUID_OK;
}
static void d_close(fluid_handle* h) {}
static const fluid_data_v1 k_data = {d_stat, d_list, NULL, NULL, d_open, NULL, d_pread, d_close};

static fluid_status plan(const fluid_spec* s, fluid_plan_sink* to, fluid_call* c) {
  const fluid_component node = {.struct_size = sizeof node,
                                .flags = FLUID_COMPONENT_HOSTED,
                                .run = FLUID_RUN_READER_NODES,
                                .role = FLUID_ROLE_CLIENT,
                                .name = FLUID_STR("client")};
  const fluid_offer data = {sizeof data, FLUID_SCOPE_NODE, 0, FLUID_STR(FLUID_DATA_V1)};
  to->component(to, &node);
  return to->offer(to, &data);
}
static fluid_status create(const fluid_host* h, const fluid_spec* s, const fluid_instance* i,
                           fluid_engine** out, fluid_call* c) {
  *out = calloc(1, sizeof **out);
  return *out ? FLUID_OK : c->fail(c, FLUID_RESOURCE_EXHAUSTED, fluid_s("out of memory"));
}
static void destroy(fluid_engine* e) { free(e); }

const fluid_plugin* fluid_plugin_v1(void) {
  static const fluid_interface interfaces[] = {{FLUID_DATA_V1, &k_data}, {NULL, NULL}};
  static const fluid_plugin plugin = {.magic = FLUID_PLUGIN_MAGIC,
                                      .struct_size = sizeof plugin,
                                      .abi_major = FLUID_ABI_MAJOR,
                                      .id = "com.example.minimal",
                                      .version = "0.1.0",
                                      .interfaces = interfaces,
                                      .plan = plan,
                                      .create = create,
                                      .destroy = destroy};
  return &plugin;
}
