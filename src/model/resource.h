// Reaching into an Object: its body as the generated struct of its kind, and the parts of it that the store
// treats apart.
//
//   const model::Dataset& d = model::Get<model::Dataset>(object);
//   model::Edit<model::Dataset>(object).status.phase = "Bound";
//   Object o = model::Make(metadata, model::Dataset{...});
//
// A generated struct T has the members of its kind other than apiVersion, kind, metadata; `unknown` keeps
// members of newer versions; T::Info() is its KindInfo.
#pragma once

#include <cassert>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "fluid/object.h"
#include "src/model/kind.h"

namespace fluid {

struct Object::Body {
  virtual ~Body() = default;
  virtual std::shared_ptr<Body> Clone() const = 0;
  virtual const void* data() const = 0;  // the generated struct
  virtual void* data() = 0;
};

namespace model {

template <class T>
struct BodyOf final : Object::Body {
  BodyOf() = default;
  explicit BodyOf(T v) : value(std::move(v)) {}
  std::shared_ptr<Body> Clone() const override { return std::make_shared<BodyOf>(value); }
  const void* data() const override { return &value; }
  void* data() override { return &value; }
  T value;
};

template <class T>
bool Is(const Object& object) {
  return object.valid() && &object.kind() == &T::Info();
}

template <class T>
const T& Get(const Object& object) {
  assert(Is<T>(object));
  return *static_cast<const T*>(object.body()->data());
}

// The reference is good until the object is copied, assigned or ends.
template <class T>
T& Edit(Object& object) {
  assert(Is<T>(object));
  std::shared_ptr<Object::Body> own = object.body()->Clone();
  T* value = static_cast<T*>(own->data());
  object.set_body(std::move(own));
  return *value;
}

template <class T>
Object Make(Metadata metadata, T body) {
  return Object(&T::Info(), std::move(metadata), std::make_shared<BodyOf<T>>(std::move(body)));
}

// Everything of the body but the status, as canonical JSON: what the generation counts changes of.
std::string SpecJson(const Object& object);
// The status, as canonical JSON; "null" when the kind or object has none.
std::string StatusJson(const Object& object);
// Gives `to` the status of `from`. Same kind required.
void CopyStatus(const Object& from, Object& to);
// Sets the status to what a new object has.
void ClearStatus(Object& object);

}  // namespace model
}  // namespace fluid
