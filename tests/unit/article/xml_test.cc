#include "article/xml.h"

#include <gtest/gtest.h>

#include <string>

#include "article/encoding.h"
#include "article/uri.h"

namespace factbox {
namespace {

XmlDocument Parse(std::string_view text) {
  Result<XmlDocument> document = XmlDocument::Parse(text);
  EXPECT_TRUE(document) << text;
  return *std::move(document);
}

TEST(Xml, ElementsAttributesAndNamespaces) {
  const XmlDocument document = Parse(
      "<Rss xmlns:d='http://purl.org/dc/elements/1.1/'><channel HREF='x'><d:creator>Ana</d:creator><dc:date>y</dc:date><z:date>n</z:date></channel></Rss>");
  EXPECT_FALSE(document.repaired());
  const XmlElement channel = document.root().Child("channel");
  ASSERT_TRUE(channel);
  EXPECT_EQ(channel.Attribute("href"), "x");
  EXPECT_EQ(channel.Child("creator", XmlNamespace::kDublinCore).Text(), "Ana");
  EXPECT_EQ(channel.Child("date", XmlNamespace::kDublinCore).Text(), "y") << "a prefix that nothing is bound to means what it means by custom";
  EXPECT_FALSE(channel.Child("date")) << "one of an unknown vocabulary is not a plain one";
  EXPECT_TRUE(channel.Parent().Is("rss"));
}

TEST(Xml, BindingsBelowTheRoot) {
  const XmlDocument document =
      Parse("<feed><entry><x:creator xmlns:x='http://purl.org/dc/elements/1.1/'>Ana</x:creator><x:creator>nobody</x:creator></entry></feed>");
  EXPECT_EQ(document.root().Child("entry").Child("creator", XmlNamespace::kDublinCore).Text(), "Ana");
}

TEST(Xml, MarkupOfWhatIsInIt) {
  const XmlDocument document = Parse("<a><b>x &lt; <i>y</i> &amp; z</b><c> &lt;p&gt;escaped&lt;/p&gt; </c><d><![CDATA[<p>kept</p>]]></d></a>");
  EXPECT_EQ(document.root().Child("b").Markup(), "x &lt; <i>y</i> &amp; z");
  EXPECT_EQ(document.root().Child("c").Markup(), "<p>escaped</p>");
  EXPECT_EQ(document.root().Child("d").Text(), "<p>kept</p>");
}

TEST(Xml, IllFormedFilesAreMended) {
  struct Case {
    const char* text;
    const char* title;
  };
  for (const Case& one :
       {Case{"PHP warning: x\n<?xml version='1.0'?><a><title>Tom & Jerry &nbsp;</title></a>", "Tom & Jerry &nbsp;"}, Case{"<a><title>cut", "cut"},
        Case{"<a><title>x<br>y</title></a>", "xy"}, Case{"<a></b><title x=1 y>z</title></c></a>", "z"}, Case{"<a><title>3 < 4</title></a>", "3 < 4"},
        Case{"<a><title><![CDATA[never closed", "never closed"}, Case{"<a><title>one</title><title", "one"}}) {
    const XmlDocument document = Parse(one.text);
    EXPECT_EQ(document.root().Child("title").Text(), one.title) << one.text;
  }
  EXPECT_TRUE(Parse("<a><title>cut").repaired());
  EXPECT_FALSE(XmlDocument::Parse("no element at all"));
  EXPECT_FALSE(XmlDocument::Parse(""));
}

TEST(Xml, EntitiesAreNeverExpanded) {
  std::string laughs = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 20; ++i) {
    laughs += "<!ENTITY l" + std::to_string(i) + " '";
    for (int j = 0; j < 10; ++j) laughs += "&l" + std::to_string(i - 1) + ";";
    laughs += "'>";
  }
  EXPECT_EQ(Parse(laughs + "]><a><title>&l19;</title></a>").root().Child("title").Text(), "&l19;");
  const XmlDocument external = Parse("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a><title>&x;</title></a>");
  EXPECT_EQ(external.root().Child("title").Text(), "&x;");
}

TEST(Xml, DeepFilesEnd) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const XmlDocument document = Parse(deep);
  EXPECT_TRUE(document.root().Is("a"));
  EXPECT_LT(document.root().Markup().size(), 10'000u);
}

TEST(Encoding, WhatDecides) {
  EXPECT_EQ(XmlToUtf8("<?xml encoding='windows-1251'?>\xCC\xEE\xF1\xEA\xE2\xE0"),
            "<?xml encoding='windows-1251'?>\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0");
  EXPECT_EQ(XmlToUtf8("\xEF\xBB\xBF<a>\xC3\xA9</a>"), "<a>\xC3\xA9</a>");
  EXPECT_EQ(XmlToUtf8("caf\xE9"), "caf\xC3\xA9") << "neither declared nor UTF-8";
  EXPECT_EQ(XmlToUtf8("<?xml encoding='iso-8859-1'?>\xC3\xA9\xC3\xA8\xC3\xA0\xC3\xA7"), "<?xml encoding='iso-8859-1'?>\xC3\xA9\xC3\xA8\xC3\xA0\xC3\xA7")
      << "a declaration that is wrong";
  EXPECT_EQ(XmlToUtf8(std::string_view("\xFF\xFE<\0a\0>\0", 8)), "<a>");
  EXPECT_EQ(XmlToUtf8(std::string_view("\0<\0a\0>", 6)), "<a>");
  EXPECT_EQ(XmlToUtf8("<?xml encoding='no-such-thing'?>caf\xE9"), "<?xml encoding='no-such-thing'?>caf\xC3\xA9");
  EXPECT_EQ(XmlToUtf8("<a>\xE9</a>", "koi8-r"), "<a>\xD0\x98</a>");
  EXPECT_EQ(ConvertToUtf8("x", "no-such-thing"), std::nullopt);
}

TEST(Uri, References) {
  const std::string base = "https://bote.example/news/a.html?x=1";
  EXPECT_EQ(ResolveReference(base, "../sport/b.html#top"), "https://bote.example/sport/b.html#top");
  EXPECT_EQ(ResolveReference(base, "/c d"), "https://bote.example/c%20d");
  EXPECT_EQ(ResolveReference(base, "//other.example/x/./y/../z"), "https://other.example/x/z");
  EXPECT_EQ(ResolveReference(base, "?y=2"), "https://bote.example/news/a.html?y=2");
  EXPECT_EQ(ResolveReference(base, "b"), "https://bote.example/news/b");
  EXPECT_EQ(ResolveReference(base, " HTTP://Other.example/ "), "HTTP://Other.example/");
  EXPECT_EQ(ResolveReference("https://bote.example", "a"), "https://bote.example/a");
  EXPECT_EQ(ResolveReference("", "a/b"), "a/b");
  EXPECT_EQ(ResolveReference(base, "../../../../e"), "https://bote.example/e");
}

}  // namespace
}  // namespace factbox
