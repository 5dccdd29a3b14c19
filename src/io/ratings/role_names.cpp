#include "io/ratings/role_names.hpp"

#include <algorithm>
#include <string>

namespace strads::io {
namespace {

// Without case, blanks and punctuation. Names in front win over those behind them, of one line of them one must be
// left.
constexpr std::array<std::string_view, 4> users_surely{"user", "userid", "uid", "users"};
constexpr std::array<std::string_view, 26> users_likely{
    "reviewer", "reviewerid", "customer", "customerid", "reader",    "readerid", "member",
    "memberid", "person",     "personid", "visitor",    "visitorid", "rater",    "raterid",
    "viewer",   "viewerid",   "listener", "listenerid", "player",    "playerid", "client",
    "clientid", "subscriber", "account",  "accountid",  "profileid"};
constexpr std::array<std::string_view, 2> users_perhaps{"username", "profilename"};
constexpr std::array<std::string_view, 4> items_surely{"item", "itemid", "iid", "items"};
constexpr std::array<std::string_view, 34> items_likely{
    "movie",        "movieid", "film",      "filmid", "book",   "bookid", "product", "productid", "business",
    "businessid",   "artist",  "artistid",  "song",   "songid", "track",  "trackid", "album",     "albumid",
    "anime",        "animeid", "game",      "gameid", "joke",   "jokeid", "recipe",  "recipeid",  "restaurant",
    "restaurantid", "article", "articleid", "show",   "showid", "asin",   "isbn"};
constexpr std::array<std::string_view, 4> items_perhaps{"parentasin", "movietitle", "booktitle", "producttitle"};
constexpr std::array<std::string_view, 2> ratings_surely{"rating", "ratings"};
constexpr std::array<std::string_view, 15> ratings_likely{
    "stars",      "rate",        "star",         "starrating",  "score",     "overall",    "userrating",   "itemrating",
    "bookrating", "movierating", "reviewrating", "reviewscore", "userscore", "preference", "overallrating"};
constexpr std::array<std::string_view, 5> ratings_perhaps{"value", "weight", "plays", "playcount", "count"};
constexpr std::array<std::string_view, 17> others{"",         "index", "unnamed0", "id",     "ts",         "when",
                                                  "reviewid", "title", "text",     "review", "reviewtext", "summary",
                                                  "comment",  "genre", "genres",   "tag",    "year"};

// "user_id:token" is RecBole's way to tell a column's type.
std::string plain(std::string_view cell) {
  std::string result;
  for (const char c : cell.substr(0, cell.find(':', 1))) {
    if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
    result += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return result;
}

bool among(RoleNames names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const std::array<Role, 3> roles{
    Role{"user", "--user-col", {users_surely, users_likely, users_perhaps}},
    Role{"item", "--item-col", {items_surely, items_likely, items_perhaps}},
    Role{"rating", "--rating-col", {ratings_surely, ratings_likely, ratings_perhaps}},
};

bool holds(RoleNames names, std::string_view cell) { return among(names, plain(cell)); }

bool is_other(std::string_view cell) {
  const std::string name = plain(cell);
  return among(others, name) || name.find("time") != std::string::npos || name.find("date") != std::string::npos;
}

}  // namespace strads::io
