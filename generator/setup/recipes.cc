#include "setup/recipes.h"

#include <fmt/format.h>

#include "core/text.h"
#include "setup/texts.h"

namespace kyodo::setup {

namespace {

/// Comments that begin with #ja or #en, and lines that begin with ja: or en:, stay in their language.
std::string InTongue(std::string_view text, Tongue tongue) {
  const std::string_view own = tongue == Tongue::kJa ? "ja" : "en", other = tongue == Tongue::kJa ? "en" : "ja";
  std::string out;
  for (std::string_view line : Split(text, '\n')) {
    const size_t start = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view rest = line.substr(start);
    if (StartsWith(rest, fmt::format("#{} ", other)) || StartsWith(rest, fmt::format("{}: ", other))) continue;
    out += line.substr(0, start);
    if (StartsWith(rest, fmt::format("#{} ", own))) {
      out.append("# ").append(rest.substr(4));
    } else {
      out += StartsWith(rest, fmt::format("{}: ", own)) ? rest.substr(4) : rest;
    }
    out += '\n';
  }
  while (EndsWith(out, "\n\n")) out.pop_back();
  return out;
}

std::string Filled(std::string text, const RecipePlaces& places, Tongue tongue) {
  const Message summer = {"。夏時間のあいだは 1:05", "; at 1:05 in summer time"};
  const std::pair<std::string_view, std::string> blanks[] = {
      {"@content@", places.content},
      {"@summer@", places.summer_time ? summer.In(tongue) : std::string()},
      {"@zone@", places.time_zone},
      {"@cron@", fmt::format("{} {} * * *", places.utc_minute % 60, places.utc_minute / 60)}};
  for (const auto& [blank, value] : blanks) ReplaceAll(text, blank, value);
  return text;
}

struct Kind {
  std::string_view name, path, text, words, readme;
};

const Kind kKinds[] = {
    {"github", ".github/workflows/kyodo.yml", kGithubText, kGithubWords,
     "ja: 変更を送る（push）と、GitHub がサイトを調べて公開します。プルリクエストでは、調べるだけです。\n"
     "en: When changes are pushed, GitHub checks the site and publishes it; of pull requests it only tells what is "
     "wrong.\n"},
    {"gitlab", ".gitlab-ci.yml", kGitlabText, kGitlabWords,
     "ja: 変更を送る（push）と、GitLab がサイトを調べて公開します。マージリクエストでは、調べるだけです。\n"
     "en: When changes are pushed, GitLab checks the site and publishes it; of merge requests it only tells what is "
     "wrong.\n"},
    {"cron", "kyodo-cron.sh", kCronText, kCronWords,
     "ja: kyodo-cron.sh が、cron から動いて、サイトを調べて公開します。\n"
     "en: cron runs kyodo-cron.sh, which checks the site and publishes it.\n"},
};

constexpr std::string_view kReadmeEnd =
    "ja: 日が変わってページが変わるときは、その日にひとりでに作り直します。\n"
    "en: On a day on which pages change by themselves, it is built anew without anybody's doing.\n"
    "ja: 設定は {0} にあります。書き替えて構いません。\n"
    "en: The recipe is {0}; change it as you like.\n";

}  // namespace

std::vector<std::string_view> RecipeNames() {
  std::vector<std::string_view> names;
  for (const Kind& kind : kKinds) names.push_back(kind.name);
  return names;
}

Recipe MakeRecipe(std::string_view name, const RecipePlaces& places, Tongue tongue) {
  Recipe recipe;
  for (const Kind& kind : kKinds) {
    if (kind.name != name) continue;
    recipe.name = kind.name;
    recipe.path = kind.path;
    recipe.text = Filled(InTongue(kind.text, tongue), places, tongue);
    recipe.words = Filled(InTongue(kind.words, tongue), places, tongue);
    recipe.readme = InTongue(std::string(kind.readme) + fmt::format(fmt::runtime(kReadmeEnd), kind.path), tongue);
    recipe.is_program = name == "cron";
  }
  return recipe;
}

}  // namespace kyodo::setup
