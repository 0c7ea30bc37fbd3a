#include "run/article_json.h"

#include "base/utf8.h"
#include "record/json_writer.h"

namespace factbox {

void AppendArticleJson(const Article& article, std::string& out) {
  JsonWriter json(out);
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) json.Key(key).String(IsValidUtf8(value) ? value : RepairUtf8(value).text);
  };
  const auto list = [&](const char* key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    json.Key(key).BeginArray();
    for (const std::string& value : values) json.String(IsValidUtf8(value) ? value : RepairUtf8(value).text);
    json.EndArray();
  };
  json.BeginObject();
  text("id", article.id);
  text("url", article.url);
  text("title", article.title);
  text("published", article.published);
  text("updated", article.updated);
  text("publisher", article.publisher);
  list("authors", article.authors);
  text("language", article.language);
  text("section", article.section);
  list("keywords", article.keywords);
  json.Key("text").String(IsValidUtf8(article.text) ? article.text : RepairUtf8(article.text).text);
  json.EndObject();
}

}  // namespace factbox
