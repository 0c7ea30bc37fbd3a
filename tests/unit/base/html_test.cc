#include "base/html.h"

#include <gtest/gtest.h>

namespace factbox {
namespace {

TEST(HtmlTest, TextCanNeitherOpenATagNorEndAnAttribute) {
  EXPECT_EQ(HtmlEscaped("AT&T <b a=\"x\" b='y'> Zürich"), "AT&amp;T &lt;b a=&quot;x&quot; b=&#39;y&#39;&gt; Zürich");
  EXPECT_EQ(HtmlEscaped(""), "");
}

TEST(HtmlTest, JsonInAScriptCannotEndIt) {
  EXPECT_EQ(ScriptJson(R"({"a":"</script><!-- é"})"), R"({"a":"\u003c/script>\u003c!-- é"})");
  EXPECT_EQ(ScriptJson("\"a\u2028b\u2029c\u2027\""), "\"a\\u2028b\\u2029c\u2027\"");
}

}  // namespace
}  // namespace factbox
