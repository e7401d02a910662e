// Names that reconcile writes into objects. They are part of the API: users, the command and tests read them.
#pragma once

#include <string_view>

namespace fluid::reconcile {

inline constexpr std::string_view kFinalizer = "run.fluid.io/reconcile";

// Set by users.
inline constexpr std::string_view kCancelAnnotation = "run.fluid.io/cancel";  // "true": the operation ends
inline constexpr std::string_view kGraceAnnotation =
    "run.fluid.io/grace";  // how long a deletion waits for readers
inline constexpr std::string_view kForceAnnotation = "run.fluid.io/force";  // "true": it waits for nobody

// Option of a DataLoad, "true": what is cached is checked against what was written, and fetched again if need
// be.
inline constexpr std::string_view kVerifyOption = "verify";

// Set by reconcile on a runtime: the EngineRecord.
inline constexpr std::string_view kRecordAnnotation = "run.fluid.io/engine";
// Set on a Secret's object when its values change: the object changes, the values are elsewhere.
inline constexpr std::string_view kValuesAnnotation = "run.fluid.io/values";

// Interfaces of engines that planners ask for; the ids are plugin.h's.
inline constexpr std::string_view kLiveInterface = "fluid.live/1";
inline constexpr std::string_view kJobsInterface = "fluid.jobs/1";

}  // namespace fluid::reconcile
