// What the bodies of writing requests hold: the object, or the document of an apply, as far as the path
// allows it, and the values of secrets in either.
//
// Threads: pure functions. Errors: INVALID_ARGUMENT.
#pragma once

#include <string>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/api/route.h"

namespace fluid::api {

// The object of a body: of the kind and in the namespace that the path names.
Result<Object> ReadObject(const Route& route, const std::string& json);
// It has the name that the path names.
Status CheckName(const Route& route, const Object& object);
// A document of apply, with the name and namespace of the path where it leaves them out.
Result<std::string> AddressedTo(const Route& route, const std::string& document);

// Values of a secret that are given as text (stringData) become data: they are told, managed and taken away
// like the others. What is no secret stays as it is.
void EncodeTexts(Object& object);
Result<std::string> WithEncodedTexts(const KindInfo& kind, const std::string& document);
// Of a secret, what would be shown of it once it is stored.
Object WithoutValues(Object object);

}  // namespace fluid::api
