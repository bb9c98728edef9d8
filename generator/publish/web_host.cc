#include "publish/web_host.h"

#include <fmt/format.h>

#include "core/text.h"
#include "core/web_address.h"

namespace kyodo::publish {

namespace {

/// One line, without what may be the name and the password in an address.
std::string OneLine(std::string_view words) {
  std::string out;
  for (const char c : words.substr(0, 200)) out += c >= 0 && c < ' ' ? ' ' : c;
  return WithoutCredentials(Trim(out));
}

}  // namespace

std::string PasswordVariable(const PublishTarget& target) { return target.Option("password", "KYODO_PASSWORD"); }

TransferOptions TransferOptionsOf(const PublishTarget& target, const HostOptions& options) {
  TransferOptions out;
  out.jobs = options.jobs;
  out.agent = "kyodo publish";
  out.user = target.user;
  if (!target.user.empty()) out.password = options.secret(PasswordVariable(target));
  out.ca_file = target.Option("ca");
  if (!out.ca_file.empty() && out.ca_file.front() != '/') out.ca_file = options.site + "/" + out.ca_file;
  return out;
}

Outcome Ready(const PublishTarget& target, const TransferOptions& options) {
  if (!Transfers::Available()) return ProgramMissing("libcurl", "libcurl4");
  if (!options.user.empty() && options.password.empty()) return SecretMissing(PasswordVariable(target));
  return Done{};
}

Trouble NotAnswered(const WebAnswer& answer, std::string path, const PublishTarget& target) {
  const std::string words = OneLine(answer.error);
  if (answer.why == NoAnswer::kCertificate) return CertificateWrong(target.host, words);
  if (answer.why == NoAnswer::kDenied) return NotWhoWeSay(target.user, words);
  if (answer.why == NoAnswer::kScheme) return RefusedByServer(std::move(path), words);
  return ConnectionLost(std::move(path), words);
}

Trouble BadStatus(const WebAnswer& answer, std::string path, const PublishTarget& target, std::string detail) {
  const int status = answer.status;
  const std::string words = detail.empty() ? fmt::format("HTTP {}", status) : OneLine(detail);
  if (status == 401) return NotWhoWeSay(target.user.empty() ? target.Address() : target.user, words);
  if (status == 403) return NotAllowed(std::move(path), words);
  if (status == 404 || status == 410) return Missing(std::move(path));
  if (status == 413 || status == 507) return NoSpace(std::move(path), words);
  const bool passes = status == 408 || status == 423 || status == 425 || status == 429 ||
                      (status >= 500 && status != 501 && status != 505);
  if (passes) return ServerBusy(std::move(path), words);
  return RefusedByServer(std::move(path), words);
}

std::vector<std::string> FoldersOf(const std::string& path) {
  std::vector<std::string> folders;
  for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1))
    folders.push_back(path.substr(0, slash));
  return folders;
}

}  // namespace kyodo::publish
