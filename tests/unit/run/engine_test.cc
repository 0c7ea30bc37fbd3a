// The public door, used as a program outside of this tree would: nothing but its header is included.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "factbox/factbox.h"

namespace factbox {
namespace {

Engine::Options TestOptions() {
  Engine::Options options;
  options.data_file = FACTBOX_TEST_DATA;
  return options;
}

TEST(EngineTest, ExtractsJsonAndStructsAlike) {
  const Engine::Opened opened = Engine::Open(TestOptions());
  ASSERT_TRUE(opened) << opened.message;
  const std::string json = opened.engine->Extract(R"({"id": "a", "title": "Rain", "text": "The United Nations met.", "published": "20240314"})");
  Engine::Article article;
  article.id = "a";
  article.title = "Rain";
  article.text = "The United Nations met.";
  article.published = "20240314";
  const std::string plain = opened.engine->Extract(article);
  EXPECT_EQ(json.substr(json.find("\"offsets\"")), plain.substr(plain.find("\"offsets\"")));
  EXPECT_NE(plain.find(R"("published":"2024-03-14")"), std::string::npos);
  EXPECT_NE(plain.find(R"("name":"United Nations")"), std::string::npos);
  EXPECT_NE(plain.find(opened.engine->data_fingerprint()), std::string::npos);
  EXPECT_EQ(plain.find('\n'), std::string::npos);
  EXPECT_EQ(plain.back(), '}');
}

TEST(EngineTest, OptionsAreKept) {
  Engine::Options options = TestOptions();
  options.offsets = Engine::Offsets::kUtf16;
  options.why = true;
  options.title_in_text = false;
  const Engine::Opened opened = Engine::Open(options);
  ASSERT_TRUE(opened) << opened.message;
  const std::string record = opened.engine->Extract(R"({"title": "Rain", "text": "🎉 The United Nations met."})");
  EXPECT_NE(record.find(R"("offsets":"utf16")"), std::string::npos);
  EXPECT_NE(record.find("\"why\":\"organizations:"), std::string::npos);
  EXPECT_NE(record.find(R"("start":7,"end":21,"text":"United Nations")"), std::string::npos) << record;
}

TEST(EngineTest, WhatCannotBeReadIsARecordToo) {
  const Engine::Opened opened = Engine::Open(TestOptions());
  ASSERT_TRUE(opened) << opened.message;
  for (const char* bad : {"", "{", "[]", "{\"text\": 5}", "\xff"})
    EXPECT_NE(opened.engine->Extract(bad).find("\"status\":\"error\""), std::string::npos) << bad;
  Engine::Article article;
  article.text = "caf\xe9";
  article.title = "\xe9t\xe9";
  article.publisher = "\xe9";
  article.authors = {"", "\xe9"};
  const std::string record = opened.engine->Extract(article);
  EXPECT_NE(record.find("invalid_utf8"), std::string::npos);
  EXPECT_NE(record.find("\"authors\":[\"\uFFFD\"]"), std::string::npos);
}

TEST(EngineTest, ErrorsOfOpening) {
  Engine::Options options;
  options.data_file = "/no/such/file";
  const Engine::Opened missing = Engine::Open(options);
  EXPECT_FALSE(missing);
  EXPECT_EQ(missing.code, "file_not_found");
  options.data_file = std::string(FACTBOX_SOURCE_DIR) + "/README.md";
  EXPECT_EQ(Engine::Open(options).code, "data_invalid");
}

TEST(EngineTest, ThreadsMayShareOne) {
  const Engine::Opened opened = Engine::Open(TestOptions());
  ASSERT_TRUE(opened) << opened.message;
  const std::string json = R"({"text": "The United Nations and the World Bank met 12 ministers in Geneva on Friday.", "published": "2024-03-14"})";
  const std::string expected = opened.engine->Extract(json);
  std::vector<std::thread> threads;
  std::vector<int> wrong(8, 0);
  for (size_t t = 0; t < wrong.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) wrong[t] += opened.engine->Extract(json) == expected ? 0 : 1;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(8, 0));
}

}  // namespace
}  // namespace factbox
