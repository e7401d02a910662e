// The parts of fluid-shim.
#pragma once

#include <string>

namespace fluid::shim {

int RunProgram();                     // `run`: see wire.h
int LookOnce(int argc, char** argv);  // `check`
void KillDescendants();               // SIGKILL to all processes below this one, once
bool WriteAll(int fd, const char* data, size_t size);
// Temporary, then rename; with `durable` synced before.
void WriteRecord(const char* path, const std::string& text, bool durable);

}  // namespace fluid::shim
