// A topology as a picture, for people who would rather look than read.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "fluid/placement.h"

namespace fluid::cli {

struct PlacePicture {
  struct Box {
    std::vector<std::string> path;  // widest level first
    std::string name;
    double cached = 0;     // share of the job's datasets on the node, 0 to 1
    int rank = 0;          // 1 best; 0: not ranked
    std::string rejected;  // the rule that keeps the job out; empty: none
    std::string score;
  };
  std::string title;
  std::vector<Box> boxes;
};

std::string ToSvg(PlacePicture picture);

}  // namespace fluid::cli
