// A process whose only job is to fork others. It is made before the program has
// threads; a program with threads cannot fork safely itself.
//
// The server dies with the program, and its children with it, however they end
// (PR_SET_PDEATHSIG): nothing is left behind. All of them ignore SIGINT, which a
// terminal sends to the whole group; the program decides what it means.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>

namespace kyodo {

class ForkServer {
 public:
  /// Runs in each child with its end of a socket; the child ends when it returns.
  using ChildMain = std::function<void(int socket)>;

  /// Forks. Call it on the thread that lives longest: the server dies with it.
  ForkServer(size_t slots, ChildMain child_main);
  /// Ends the server and all children, and waits for them.
  ~ForkServer();
  ForkServer(const ForkServer&) = delete;

  /// Kills the child of `slot`, if there is one, and starts another. Returns
  /// our end of its socket, which the caller closes; -1 when it cannot be had.
  int Restart(size_t slot);

 private:
  int control_ = -1;
  pid_t server_ = -1;
};

}  // namespace kyodo
