// Text inside HTML pages that are made here.
//
//   HtmlEscaped("AT&T <b>")  =  "AT&amp;T &lt;b&gt;"       <script>const data = ScriptJson(json);</script>
#pragma once

#include <string>
#include <string_view>

namespace factbox {

// For element content and for attributes in either kind of quotation marks: & < > " ' become references. All else is kept as it is.
std::string HtmlEscaped(std::string_view text);

// JSON that may stand in a <script> element: "<" becomes \u003c, so that no "</script>" or "<!--" can end or change it, and the line and paragraph
// separators that JSON allows and older JavaScript does not are escaped too. The value stays the same. Requires: valid JSON.
std::string ScriptJson(std::string_view json);

}  // namespace factbox
