// Who may read what is published.
#pragma once

namespace kyodo {

/// From now on all may read what this process writes, and enter its folders (0644 and 0755, or with the group's right
/// to write where the umask gives it): pages that the web server cannot read are none. Changes the umask; before
/// threads.
void LetAllRead();

}  // namespace kyodo
