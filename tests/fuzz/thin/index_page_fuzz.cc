// Index pages of any bytes: no entry may name anything but a direct child, whatever the page says.
#include <cstdlib>
#include <string>

#include "plugins/thin/index_page.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const thin::Url base = *thin::ParseUrl("http://host:81/a%20b/");
  for (const char* const type : {"text/html", "application/json"}) {
    const auto page = thin::ParseIndexPage(body, type, base);
    if (!page.ok()) continue;
    for (size_t i = 0; i < page->entries.size(); ++i) {
      if (!thin::IsEntryName(page->entries[i].name)) std::abort();
      if (i > 0 && page->entries[i - 1].name >= page->entries[i].name) std::abort();
    }
  }
  if (const auto url = thin::ParseUrl(body)) {
    const auto again = thin::ParseUrl(url->ToString());
    if (!again || !again->SameServer(*url)) std::abort();
  }
  if (const auto url = thin::Resolve(base, body)) (void)thin::RedirectAllowed(base, *url);
  (void)thin::ParseHttpDate(body);
  (void)thin::ParsePageTime(body);
  if (const auto decoded = thin::DecodePercent(body))
    if (thin::DecodePercent(thin::EncodePath(*decoded)) != decoded) std::abort();
  return 0;
}
