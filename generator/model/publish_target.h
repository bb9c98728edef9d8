// A place that the finished site is published to, as `publish` of site.yaml names it. It holds no secret: those come
// from the environment alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/source.h"

namespace kyodo {

struct PublishTarget {
  enum Kind : uint8_t {
    kFolder,  // file:/mnt/web/site               a mounted share, or any folder
    kSftp,    // sftp://USER@HOST:PORT/folder     the path is absolute; /~/folder begins in the user's home
    kGit,     // git:REMOTE                       what `git push` takes: a URL, a path, the name of a remote
    kDav,     // dav://… (HTTP), davs://…         WebDAV
    kS3,      // s3://BUCKET/prefix
    kFtps,    // ftpes://… (explicit), ftps://… (implicit TLS)
  };

  std::string name;  // "public": lower-case letters, digits, hyphens
  Kind kind = kFolder;
  std::string scheme;  // "davs"
  std::string user;    // not percent-encoded; empty: none
  std::string host;    // also S3's bucket
  uint16_t port = 0;   // 0: the usual one
  /// The folder, without a slash at its end: absolute for kFolder, kSftp, kDav and kFtps ("" is their root), the prefix
  /// for kS3 ("": none), what stands after "git:" for kGit. Not percent-encoded. No part of it is "..".
  std::string path;
  /// The other keys of the target, those of its kind alone: OptionsOf.
  std::map<std::string, std::string> options;
  SourcePos pos;

  std::string Option(std::string_view key, std::string_view otherwise = {}) const {
    const auto found = options.find(std::string(key));
    return found == options.end() ? std::string(otherwise) : found->second;
  }
  /// The address for people.
  std::string Address() const {
    if (kind == kFolder || kind == kGit) return scheme + ":" + path;
    const std::string at = user.empty() ? "" : user + "@";
    const std::string slash = kind == kS3 && !path.empty() ? "/" : "";
    return scheme + "://" + at + host + (port == 0 ? "" : ":" + std::to_string(port)) + slash + path;
  }
};

}  // namespace kyodo
