/* Plugins that must be refused, one fault each, chosen by what is defined: NOTE (its text), NO_NOTE,
 * NO_ENTRY, MAGIC, MAJOR, NO_PLAN, NULL_SLOT. With none it is good. */
#include <stddef.h>

#include "fluid/plugin.h"

#if defined(NOTE_MAJOR)
FLUID_PLUGIN_NOTE("abi=2.0;id=org.fluid.test.wrong;version=1.0.0");
#elif defined(NOTE_ID)
FLUID_PLUGIN_NOTE("abi=1.0;id=org.fluid.test.other;version=1.0.0");
#elif !defined(NO_NOTE)
FLUID_PLUGIN_NOTE("abi=1.0;id=org.fluid.test.wrong;version=1.0.0;isolation=any");
#endif

static fluid_status plan(const fluid_spec* spec, fluid_plan_sink* to, fluid_call* call) {
  (void)spec, (void)to, (void)call;
  return FLUID_OK;
}
static fluid_status create(const fluid_host* host, const fluid_spec* spec, const fluid_instance* instance,
                           fluid_engine** out, fluid_call* call) {
  (void)host, (void)spec, (void)instance, (void)out;
  return call->fail(call, FLUID_UNAVAILABLE, fluid_s("this plugin makes nothing"));
}
static void destroy(fluid_engine* engine) { (void)engine; }
static const fluid_live_v1 live = {NULL, NULL};

#ifdef NO_ENTRY
const fluid_plugin* another_name(void);
#define fluid_plugin_v1 another_name
#endif
const fluid_plugin* fluid_plugin_v1(void) {
  static const fluid_interface interfaces[] = {
#ifdef NULL_SLOT
      {FLUID_LIVE_V1, &live},
#endif
      {NULL, NULL}};
  static fluid_plugin plugin;
  (void)live;
#ifdef MAGIC
  plugin.magic = 1;
#else
  plugin.magic = FLUID_PLUGIN_MAGIC;
#endif
  plugin.struct_size = sizeof plugin;
#ifdef MAJOR
  plugin.abi_major = 2;
#else
  plugin.abi_major = FLUID_ABI_MAJOR;
#endif
  plugin.id = "org.fluid.test.wrong";
  plugin.version = "1.0.0";
  plugin.interfaces = interfaces;
#ifndef NO_PLAN
  plugin.plan = plan;
#else
  (void)plan;
#endif
  plugin.create = create;
  plugin.destroy = destroy;
  return &plugin;
}
