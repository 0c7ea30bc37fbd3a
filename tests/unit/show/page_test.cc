#include "show/page.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

TEST(Page, ARecordCannotEndItsElement) {
  EXPECT_EQ(PageRecord("{\"a\":\"</script><!--\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA6\"}"),
            "<script type=\"application/json\" class=\"record\">{\"a\":\"\\u003c/script>\\u003c!--\\u2028\\u2029\xE2\x80\xA6\"}</script>\n");
}

TEST(Page, PartsStandInTheirOrder) {
  const std::string page = PageHead("A & <b>") + PageRecord("{}") + PageTail(7);
  size_t at = 0;
  for (const char* part : {"<!doctype html>", "<title>A &amp; &lt;b&gt;</title>", "<style>", "</style>", "class=\"record\">{}</script>",
                           "id=\"left-out\">7</script>", "id=\"world\">", "</html>"}) {
    const size_t found = page.find(part, at);
    ASSERT_NE(found, std::string::npos) << part;
    at = found;
  }
  EXPECT_EQ(page.substr(0, page.find("class=\"record\"")).find("{{"), std::string::npos);
  EXPECT_NE(PageHead("").find("<title>News articles and their facts</title>"), std::string::npos);
}

}  // namespace
}  // namespace factbox
