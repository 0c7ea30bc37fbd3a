// A program of somebody else: opens the engine, reads two articles from two threads, and sees what a wrong path is answered with.
#include <factbox/factbox.h>

#include <cstdio>
#include <string>
#include <thread>

namespace {

bool Has(const std::string& record, const char* part) {
  if (record.find(part) != std::string::npos) return true;
  std::fprintf(stderr, "expected %s in %s\n", part, record.c_str());
  return false;
}

}  // namespace

int main() {
  factbox::Engine::Options options;
  options.data_file = DATA_FILE;
  const factbox::Engine::Opened opened = factbox::Engine::Open(options);
  if (!opened) {
    std::fprintf(stderr, "%s: %s\n", opened.code.c_str(), opened.message.c_str());
    return 1;
  }

  std::string as_json, as_struct;
  std::thread other([&] { as_json = opened.engine->Extract(R"({"id": "one", "text": "Floods in Beira killed 12 people."})"); });
  factbox::Engine::Article article;
  article.id = "two";
  article.text = "The mayor of Gothenburg opened a tram line.";
  as_struct = opened.engine->Extract(article);
  other.join();

  factbox::Engine::Options wrong;
  wrong.data_file = "/nowhere/factbox.data";
  const factbox::Engine::Opened refused = factbox::Engine::Open(wrong);

  const bool fine = Has(as_json, R"("id":"one","status":"ok")") && Has(as_json, R"("name":"Beira")") && Has(as_struct, R"("id":"two","status":"ok")") &&
                    Has(as_struct, R"("name":"Gothenburg")") && !refused && refused.code == "file_not_found" && opened.engine->data_fingerprint().size() == 16;
  std::puts(fine ? "consumer: fine" : "consumer: not as expected");
  return fine ? 0 : 1;
}
