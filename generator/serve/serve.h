// A preview that a browser on this machine looks at while the files are at work on.
#pragma once

#include <functional>

#include "serve/http_server.h"
#include "serve/preview.h"

namespace kyodo::serve {

struct ServeOptions {
  HttpOptions http;
  PortalOptions portal;
  /// The clock, for each reading; null: the moment stays as `portal` has it.
  std::function<Instant()> clock;
  /// Of those who may edit: at the end of the address that is told. Empty: nobody may.
  std::string edit_token = {};
};

/// What happened, for who runs it.
class Listener {
 public:
  virtual ~Listener() = default;
  /// `address`: of the home page.
  virtual void Ready(const std::string& address, const Preview& preview) = 0;
  virtual void Changed(const Preview& preview, double milliseconds) = 0;
};

/// Runs until it is told to end (SIGINT, SIGTERM). Errors `serve.*`: it cannot begin.
Status Serve(FileSystem& files, ServeOptions options, Watcher* watcher, Listener& listener);

}  // namespace kyodo::serve
