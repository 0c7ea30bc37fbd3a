#include "article/markup.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

TEST(Markup, BlocksLinesAndBlanks) {
  EXPECT_EQ(MarkupToText("<p>Floods cut off\n <b>Beira</b>.</p><p>Roads are&nbsp; closed.</p>"), "Floods cut off Beira.\n\nRoads are closed.");
  EXPECT_EQ(MarkupToText("one<br/>two<br>three"), "one\ntwo\nthree");
  EXPECT_EQ(MarkupToText("<ul><li>bread<li>milk</ul><table><tr><td>12<td>13</table>"), "bread\n\nmilk\n\n12 13");
  EXPECT_EQ(MarkupToText("Mozam<i>bique</i>"), "Mozambique");
  EXPECT_EQ(MarkupToText("  plain  "), "plain");
}

TEST(Markup, Entities) {
  EXPECT_EQ(MarkupToText("AT&amp;T &#8211; it&rsquo;s &#150; &#x41;&copy=1 & &bogus; &lt;b&gt;"),
            "AT&T \xE2\x80\x93 it\xE2\x80\x99s \xE2\x80\x93 A&copy=1 & &bogus; <b>");
  EXPECT_EQ(MarkupToText("a&#0;b&#xD800;c&#99999999999;"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD"
            "c\xEF\xBF\xBD");
  EXPECT_EQ(DecodeEntities("Tom &amp; Jerry &"), "Tom & Jerry &");
}

TEST(Markup, WhatIsNoTextIsLeftOutWithAllInIt) {
  EXPECT_EQ(MarkupToText("safe<script>alert('<p>x</p>')</script> text<style>p{}</style><!-- <p>no</p> --><svg><title>y</title></svg>"), "safe text");
  EXPECT_EQ(MarkupToText("a<SCRIPT type=\"x>y\">b</Script>c<script/>d"), "acd");
  EXPECT_EQ(MarkupToText("before<script>never closed"), "before");
  EXPECT_EQ(MarkupToText("before<svg src=x>after"), "beforeafter");
  EXPECT_EQ(MarkupToText("<![CDATA[kept <b>as it is</b>]]>"), "kept <b>as it is</b>");
}

TEST(Markup, AngleBracketsThatBeginNoTag) {
  EXPECT_EQ(MarkupToText("3 < 4 and 5 <6 <"), "3 < 4 and 5 <6 <");
  EXPECT_EQ(MarkupToText("<img alt=\"a > b\" src=x>seen"), "seen");
  EXPECT_EQ(MarkupToText("text <a href='x"), "text");
  EXPECT_EQ(MarkupToText("<!DOCTYPE"), "<!DOCTYPE");
}

TEST(Markup, HostileFragmentsTakeNoTime) {
  std::string angles, quotes, deep;
  for (int i = 0; i < 200'000; ++i) {
    angles += "<!";
    quotes += "<a b='";
    deep += "<div>";
  }
  EXPECT_EQ(MarkupToText(angles).size(), angles.size());
  EXPECT_EQ(MarkupToText(quotes), "");
  EXPECT_EQ(MarkupToText(deep + "end"), "end");
}

TEST(Markup, CollapseBlanks) { EXPECT_EQ(CollapseBlanks(" a\n\tb\xC2\xA0 c "), "a b c"); }

}  // namespace
}  // namespace factbox
