// URLs, index pages, dates: pure functions.
#include <catch2/catch.hpp>

#include "plugins/thin/index_page.h"
#include "plugins/thin/read_run.h"
#include "plugins/thin/spec.h"
#include "plugins/thin/url.h"

using namespace thin;

namespace {

std::vector<std::string> Names(const IndexPage& page) {
  std::vector<std::string> names;
  for (const PageEntry& entry : page.entries) names.push_back(entry.name + (entry.dir ? "/" : ""));
  return names;
}

IndexPage Html(const std::string& body) {
  auto page = ParseHtmlIndex("<html>" + body, *ParseUrl("http://h:81/a%20b/"));
  REQUIRE(page.ok());
  return *page;
}

}  // namespace

TEST_CASE("URLs are taken apart and put together") {
  const auto url = ParseUrl("HTTP://User@Host:81/a%20b/c?q=1#f");
  REQUIRE(url);
  CHECK(url->scheme == "http");
  CHECK(url->user == "User");
  CHECK(url->host == "host");
  CHECK(url->port == 81);
  CHECK(url->path == "/a%20b/c");
  CHECK(url->query == "q=1");
  CHECK(url->ToString() == "http://host:81/a%20b/c?q=1");
  CHECK(ParseUrl("https://h")->ToString() == "https://h/");
  CHECK(ParseUrl("http://h/a b/\xc3\xa4%20\"")->ToString() == "http://h/a%20b/%C3%A4%20%22");
  CHECK(ParseUrl("http://[::1]:8/x")->host == "[::1]");
  for (const char* bad : {"", "/path", "http:/x", "http://", "http://h:0/", "http://h:99999/", "http://h:x/",
                          "http://a b/", "1http://h/", "http://h:8:/", "http://[::1/"})
    CHECK_FALSE(ParseUrl(bad));
}

TEST_CASE("any path survives encoding and decoding") {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  CHECK(DecodePercent(EncodePath(all)) == all);
  CHECK(EncodePath("a b/ä?#%") == "a%20b/%C3%A4%3F%23%25");
  for (const char* bad : {"%", "%1", "%zz", "a%", "%00"}) CHECK_FALSE(DecodePercent(bad));
}

TEST_CASE("references are resolved against a page") {
  const Url base = *ParseUrl("http://h/a/b/");
  CHECK(Resolve(base, "c")->ToString() == "http://h/a/b/c");
  CHECK(Resolve(base, "/c")->ToString() == "http://h/c");
  CHECK(Resolve(base, "//o/c")->ToString() == "http://o/c");
  CHECK(Resolve(base, "https://h/c#x")->ToString() == "https://h/c");
  CHECK(Resolve(base, "/c d/\xc3\xa4")->ToString() == "http://h/c%20d/%C3%A4");
  CHECK(Resolve(base, "http://h/c d")->ToString() == "http://h/c%20d");
  CHECK(Resolve(base, "?q")->ToString() == "http://h/a/b/?q");
  CHECK(RedirectAllowed(base, *ParseUrl("http://h/elsewhere")));
  CHECK(RedirectAllowed(base, *ParseUrl("https://h/")));
  for (const char* away : {"http://o/", "http://h:81/", "https://h:444/", "http://u@h/"})
    CHECK_FALSE(RedirectAllowed(base, *ParseUrl(away)));
  CHECK_FALSE(RedirectAllowed(*ParseUrl("https://h/"), base));
}

TEST_CASE("nginx's page gives exact sizes, and no size where it rounds") {
  const IndexPage page = Html(
      "<h1>Index of /</h1><hr><pre><a href=\"../\">../</a>\n"
      "<a href=\"dir/\">dir/</a>                          24-Nov-2026 05:42                   -\n"
      "<a href=\"exact\">exact</a>                        24-Nov-2026 05:42            12345678\n"
      "<a href=\"rounded\">rounded</a>                    24-Nov-2026 05:42                 12M\n"
      "<a href=\"a%26b%20%3F\">a&amp;b ?</a>              01-Jan-1970 00:00                   0\n</pre>");
  CHECK(Names(page) == std::vector<std::string>{"a&b ?", "dir/", "exact", "rounded"});
  CHECK(page.entries[0].size == 0u);
  CHECK(page.entries[2].size == 12345678u);
  CHECK(page.entries[2].mtime_ns == 1795498920LL * 1000000000);
  CHECK_FALSE(page.entries[3].size);
  CHECK(page.refused == 0);
}

TEST_CASE("links are understood however a server escapes them") {
  const IndexPage page = Html(
      "<a href='/a%20b/absolute'>x</a><a href='/a b/raw blank'>x</a><a "
      "href='http://h:81/%61%20b/other%20way'>x</a>"
      "<a href='\xc3\xa4'>x</a><a href='./dot'>x</a><a href='/a%20b%2fno'>x</a><a href='/a%20bc/no'>x</a>");
  CHECK(Names(page) == std::vector<std::string>{"absolute", "dot", "other way", "raw blank", "\xc3\xa4"});
  CHECK(page.refused == 2);
}

TEST_CASE("a page that begins with its head is HTML, too") {
  const auto page = ParseHtmlIndex("<head><title>listing</title></head>\n<body><pre><a href=\"f\">f</a>",
                                   *ParseUrl("http://h/"));
  REQUIRE(page.ok());
  CHECK(Names(*page) == std::vector<std::string>{"f"});
}

TEST_CASE("links out of the directory are counted and left out") {
  const IndexPage page = Html(
      "<a href='ok'>x</a><a href=http://h:81/a%20b/same>x</a><a href='http://o/x'>x</a><a "
      "href='//o/x'>x</a><a href='/x'>x</a>"
      "<a href='../x'>x</a><a href='..%2fx'>x</a><a href='%2e%2e'>x</a><a href='.'>x</a><a href='a/b'>x</a>"
      "<a href='x%00'>x</a><a href='?C=N'>sort</a><a href='#top'>top</a><a name='no'>x</a><!-- <a "
      "href='comment'> -->");
  CHECK(Names(page) == std::vector<std::string>{"ok", "same"});
  CHECK(page.refused == 9);
}

TEST_CASE("pages that are cut or no index at all do no harm") {
  const std::string page = "<html><a href=\"a%41\">a</a> 24-Nov-2026 05:42 12\n<a href='b/'>b</a></html>";
  for (size_t n = 0; n <= page.size(); ++n)
    (void)ParseHtmlIndex(page.substr(0, n), *ParseUrl("http://h/")).ok();
  CHECK_FALSE(ParseHtmlIndex("plain text", *ParseUrl("http://h/")).ok());
  CHECK_FALSE(ParseIndexPage("x", "image/png", *ParseUrl("http://h/")).ok());
  CHECK_FALSE(ParseJsonIndex("{}").ok());
  CHECK_FALSE(ParseJsonIndex("[1]").ok());
  CHECK_FALSE(ParseJsonIndex("[{\"name\"").ok());
}

TEST_CASE("nginx's JSON gives names as they are") {
  auto page = ParseJsonIndex(
      R"([{"name":"d","type":"directory","mtime":"Tue, 24 Nov 2026 05:42:40 GMT"},
          {"name":"f \u00e4","type":"file","mtime":"Tue, 24 Nov 2026 05:42:40 GMT","size":18446744073709551615},
          {"name":"..","type":"directory"},{"name":"a/b","type":"file","size":1},{"name":"pipe","type":"other"},{"type":"file"}])");
  REQUIRE(page.ok());
  CHECK(Names(*page) == std::vector<std::string>{"d/", "f \xc3\xa4"});
  CHECK(page->entries[1].size == UINT64_MAX);
  CHECK(page->entries[1].mtime_ns == 1795498960LL * 1000000000);
  CHECK(page->refused == 3);
}

TEST_CASE("nginx's XML gives names as they are") {
  const auto page = ParseIndexPage(
      "<?xml version=\"1.0\"?>\n<list>\n<directory mtime=\"2026-11-24T05:42:40Z\">d</directory>\n"
      "<file mtime=\"2026-11-24T05:42:40Z\" size=\"18446744073709551615\">a &amp; &lt;b&gt;</file>\n"
      "<file size=\"x\">f</file><file>..</file><other>pipe</other></list>",
      "text/xml; charset=utf-8", *ParseUrl("http://h/"));
  REQUIRE(page.ok());
  CHECK(Names(*page) == std::vector<std::string>{"a & <b>", "d/", "f"});
  CHECK(page->entries[0].size == UINT64_MAX);
  CHECK(page->entries[0].mtime_ns == 1795498960LL * 1000000000);
  CHECK_FALSE(page->entries[2].size);
  CHECK(page->refused == 1);
  for (const char* bad : {"", "<list>", "<list><file", "</list><list>", "<rss></rss>"})
    CHECK_FALSE(ParseXmlIndex(bad).ok());
}

TEST_CASE("dates and durations") {
  CHECK(ParseIsoTime("2024-02-29T12:00:00Z") == 1709208000);
  for (const char* bad : {"", "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-01-01 00:00:00Z"})
    CHECK_FALSE(ParseIsoTime(bad));
  CHECK(ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
  CHECK(ParsePageTime("29-Feb-2024 12:00") == 1709208000);
  for (const char* bad :
       {"", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 1013 08:49:37 GMT", "Sun, 06 Nov 9999 08:49:37 GMT"})
    CHECK_FALSE(ParseHttpDate(bad));
  CHECK(ParseDuration("90") == std::chrono::seconds(90));
  CHECK(ParseDuration("1h") == std::chrono::hours(1));
  CHECK(ParseDuration("250ms") == std::chrono::milliseconds(250));
  for (const char* bad : {"", "s", "-1", "1d", "1.5s", "99999999999999999999"})
    CHECK_FALSE(ParseDuration(bad));
}

TEST_CASE("a run of reads earns its read-ahead, jumps lose it") {
  ReadRun run;
  CHECK(run.Note(900 * kMiB, 128 * 1024).window < kMiB);
  for (uint64_t i = 1; i < 16; ++i) run.Note(900 * kMiB + i * 128 * 1024, 128 * 1024);
  CHECK(run.Note(902 * kMiB, 128 * 1024).window <= 2 * kMiB);
  uint64_t window = 0;
  for (uint64_t at = 0; at < 64 * kMiB; at += kMiB) window = run.Note(at, kMiB).window;
  CHECK(window == 32 * kMiB);
  ReadRun random;
  for (uint64_t i = 1; i < 5; ++i) window = random.Note(i * 100 * kMiB, 4096).first;
  CHECK(window == 0);
}
