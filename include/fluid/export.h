// FLUID_API marks what libfluid.so exports; everything else is hidden.
#pragma once

#if defined(__GNUC__)
#define FLUID_API [[gnu::visibility("default")]]
#else
#define FLUID_API
#endif
