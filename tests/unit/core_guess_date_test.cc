#include <catch2/catch.hpp>

#include "core/date.h"

namespace kyodo {
namespace {

std::string Guess(std::string_view text) {
  const auto date = GuessDate(text);
  return date ? ToIso(*date) : "none";
}

TEST_CASE("GuessDate: eras, in letters and in full", "[core][date]") {
  CHECK(Guess("R9.4.2") == "2027-04-02");
  CHECK(Guess("Ｒ９．４．２") == "2027-04-02");
  CHECK(Guess("令和9年4月2日（金）") == "2027-04-02");
  CHECK(Guess("㋿9年4月2日") == "2027-04-02");
  CHECK(Guess("令和元年5月1日") == "2019-05-01");
  CHECK(Guess("H26.3.31") == "2014-03-31");
  CHECK(Guess("平成26年3月") == "2014-03");
}

TEST_CASE("GuessDate: the signs that people write", "[core][date]") {
  CHECK(Guess("2027/4/2") == "2027-04-02");
  CHECK(Guess("2027.4.2(金)") == "2027-04-02");
  CHECK(Guess("2027年4月2日金曜日") == "2027-04-02");
  CHECK(Guess("２０２７－０４－０２") == "2027-04-02");
  CHECK(Guess("20270402") == "2027-04-02");
  CHECK(Guess("2 April 2027") == "2027-04-02");
  CHECK(Guess("April 2, 2027") == "2027-04-02");
}

TEST_CASE("GuessDate: says nothing where it could be another day, or none", "[core][date]") {
  CHECK(Guess("4/2") == "none");
  CHECK(Guess("4/2/2027") == "none");
  CHECK(Guess("2027-02-30") == "none");
  CHECK(Guess("R9") == "2027");
  CHECK(Guess("春ごろ") == "none");
  CHECK(Guess("令和9年度") == "none");
}

}  // namespace
}  // namespace kyodo
