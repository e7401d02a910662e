// The steerable plugin once more, linked in: a built-in has a name of its own for the entry.
#define FLUID_PLUGIN_ENTRY fluid_plugin_steerable_v1
#include "tests/unit/engine/plugins/steerable.cc"
