// A topology as a picture, for people who would rather look than read.
#pragma once

#include <string>

#include "src/ranking/question.h"

namespace fluid::cli {

std::string ToSvg(ranking::PlacePicture picture);

}  // namespace fluid::cli
