// From what an expression says to its TIMEX3 value: "Friday" → 2020-09-25.
//
// Three anchors: the day of publication; the dates that the text named before ("two days later", "that year"); for a narrative, an account of times
// long past, the text alone ("In April" is the April of the year it speaks of). Which day of a name is meant is told by the words around it (cues.tsv)
// and by what is near. Without any anchor the value keeps TIMEX3's unresolved form: XXXX-WXX-5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/layers.h"
#include "extractors/dates/atoms.h"
#include "extractors/dates/cues.h"
#include "extractors/dates/matcher.h"
#include "extractors/dates/setting.h"

namespace factbox::dates {

// One per document; resolves its expressions in text order.
class Resolver {
 public:
  // Borrows both.
  Resolver(const Setting& setting, const Cues& cues) : setting_(setting), cues_(cues) {}

  // Call before the expressions of a sentence: a time of day belongs to a day that the sentence names, be it further on.
  void StartSentence(const Input& input, TokenRange sentence, const std::vector<Expression>& expressions);

  // False if the expression has no value that makes sense (February 31). Fills kind, value, precision, anchor.
  bool Resolve(const Input& input, TokenRange sentence, const Expression& expression, DateExpression& out);

 private:
  // A stretch of the calendar: where it starts and how long it is.
  struct Point {
    CivilDate day{0, 1, 1};    // its first day; month and day are 1 where the grain is coarser
    Unit grain = Unit::kNone;  // kNone: not resolved
    int part = 0;              // which quarter, which half
    std::string_view season;
    bool before_christ = false;
    DateAnchor anchor = DateAnchor::kNone;
  };

  Point PointOf(const Meaning& meaning, Outlook cue) const;
  Point DatePoint(const Meaning& meaning, Outlook cue) const;
  Point WithYear(const Meaning& meaning, int32_t year, DateAnchor anchor) const;
  Point WithoutYear(const Meaning& meaning, Outlook cue) const;
  Point Weekday(const Meaning& meaning, Outlook cue) const;
  Point Shifted(const Meaning& meaning, Outlook cue) const;
  Point Offset(const Meaning& meaning, Outlook cue) const;
  Point DayOfClock() const;
  bool YearOf(const Meaning& meaning, int32_t& year, DateAnchor& anchor) const;
  bool PickYear(const Meaning& meaning, Outlook cue, int32_t& year) const;
  int32_t YearInNarrative(const Meaning& meaning) const;
  void Remember(const Point& point);
  static Point Move(Point from, Unit unit, int64_t n);
  static std::string Write(const Point& point);

  const Setting& setting_;
  const Cues& cues_;
  std::optional<Point> last_, last_day_;  // the last point of the text, and the last that is a day
  std::optional<int32_t> last_year_;      // the last year that the text named
  std::optional<Point> day_of_sentence_;
  int sentence_ = 0, sentence_of_last_day_ = 0;  // counting those that name a time
};

}  // namespace factbox::dates
