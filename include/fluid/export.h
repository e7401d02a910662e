// FLUID_API marks what libfluid.so exports; everything else is hidden.
#pragma once

#if defined(__GNUC__)
#define FLUID_API __attribute__((visibility("default")))
#else
#define FLUID_API
#endif
