// The text of a document that dies with the statement.
#include "document/document.h"

size_t Size(factbox::Article article) {
#ifdef FACTBOX_MISTAKE
  const std::string& text = factbox::Document(article).text();
#else
  const factbox::Document document(article);
  const std::string& text = document.text();
#endif
  return text.size();
}
