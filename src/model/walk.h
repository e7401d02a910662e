// The walker over the tables: what reads, prints, defaults and checks an object of any kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/json.h"
#include "src/model/kind.h"
#include "src/model/shape.h"
#include "src/model/tree.h"

namespace fluid::model {

// So many problems are told of one object; a reader needs no more, and hostile input gets no more.
inline constexpr size_t kMaxProblems = 1000;

// kTypes: what can't be held in C++ is a problem. kAll: also unknown fields, missing and forbidden values.
enum class Strictness { kTypes, kAll };

// Checks a whole object (a map with apiVersion, kind, metadata ...) against the table of its kind.
void CheckTree(const Node& node, const KindInfo& kind, Strictness strictness, std::vector<Problem>& problems);

// Checks a map against one shape, with all strictness; paths start at the map.
void CheckShape(const Node& node, const ShapeInfo& shape, std::vector<Problem>& problems);

// Adds the defaults of absent fields whose parents are there. A null where a default exists becomes the
// default.
void FillDefaults(Tree& tree, Node& node, const ShapeInfo& shape);
// Of what was printed from structs: texts that are printed even when nobody said them become null again.
void ForgetUnsaid(Node& node, const ShapeInfo& shape);

// Reads a checked tree; without the status when that is not asked for.
Object Decode(const Node& node, const KindInfo& kind, bool status = true);

// Whole objects, canonical: fields in the order of their names, then members that no field describes.
void Encode(const Object& object, JsonWriter& out);
// The members of a struct, into the map that is open. Of a kind's root: `object` gives apiVersion, kind,
// metadata (null: they are left out), and the status may be left out.
void EncodeMembers(const ShapeInfo& shape, const void* base, const Object* object, JsonWriter& out,
                   bool status = true);
void EncodeField(const FieldInfo& field, const void* base, JsonWriter& out);
// Whether a field holds nothing that JSON would tell.
bool IsEmpty(const FieldInfo& field, const void* base);
bool IsEmpty(const ShapeInfo& shape, const void* base);

// Of one object, at its own place in its document.
Problem ProblemAt(const Node& node, const Path& path, std::string found, std::string allowed,
                  std::string suggestion = {});
// "found": what a node is, shortened: `the number 5`, `the text "abc"`, `a list`, `nothing`.
std::string Describe(const Node& node);

// The fields of a shape as a problem names them: the first of them, and how many there are more.
std::string AllowedFields(const ShapeInfo& shape);

// The kind that a tree says it is; null, and a problem, when it says none that we know.
const KindInfo* KindOf(const Node& node, std::vector<Problem>& problems);

}  // namespace fluid::model
