// Kinds of Kubernetes that every cluster has and clients look for before they do anything else: pods,
// services, deployments and their like. There is never an object of them here, so they are served as what
// they are: lists that are empty, and stay so. `kubectl apply --prune`, `get all`, `cluster-info` and
// controllers that watch them find what they would find in a cluster without workloads; nothing of these
// kinds can be made.
//
// Source: the resources of Kubernetes 1.33. Threads: constant data.
#pragma once

#include <span>
#include <string_view>

#include "src/model/kind.h"

namespace fluid::api {

std::span<const KindInfo> AbsentKinds();
// Null: there is none.
const KindInfo* FindAbsentKind(std::string_view group, std::string_view version, std::string_view plural);
bool IsAbsent(const KindInfo& kind);

}  // namespace fluid::api
