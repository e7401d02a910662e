// Origin: a remote with all that belongs to asking it: what is known of it, who listens, how patient one is.
// Shared by a mount's source, its open files and its downloads; the last of them ends it.
// Threads: all functions, any thread.
#pragma once

#include <memory>
#include <string>

#include "plugins/thin/metadata.h"
#include "plugins/thin/patience.h"
#include "plugins/thin/remote.h"
#include "plugins/thin/source.h"

namespace thin {

struct Origin {
  std::shared_ptr<Remote> remote;
  std::shared_ptr<Metadata> metadata;
  SourceEvents events;
  Patience patience;

  // How a question or a transfer went.
  void Note(const Status& status) {
    if (status.ok()) {
      patience.Succeeded();
      events.health(status);
    } else if (MayPass(status)) {
      patience.Failed();
      events.health(status);
    } else if (status.code() != FLUID_CANCELLED && status.code() != FLUID_DEADLINE_EXCEEDED) {
      patience.Answered();
      if (status.code() == FLUID_UNAUTHENTICATED) events.health(status);
    }
  }

  // Asks until it answers or may not be asked again; with another answer at hand once at most, not for long,
  // and not while it rests. `question` is called with a Call and returns a Result<T>.
  template <class T, class Fn>
  Result<T> Ask(bool another_answer, const Call& call, const Fn& question) {
    constexpr Duration kOnce = std::chrono::seconds(3);
    if (another_answer && patience.Resting())
      return Error(FLUID_UNAVAILABLE, remote->Describe("") + ": did not answer a moment ago", EIO);
    for (int failures = 1;; ++failures) {
      Result<T> answer = question(another_answer ? Call(call, kOnce) : call);
      if (another_answer && answer.status().code() == FLUID_DEADLINE_EXCEEDED && call.Alive().ok())
        answer = Error(FLUID_UNAVAILABLE, remote->Describe("") + ": no answer in time", ETIMEDOUT);
      Note(answer.status());
      Duration pause;
      if (answer.ok() || !MayPass(answer.status()) || another_answer || !patience.MayRetry(failures, &pause))
        return answer;
      if (!call.Sleep(pause).ok()) return answer;
    }
  }
};

}  // namespace thin
