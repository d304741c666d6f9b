"""What many situations with gaps leave certain and possible, most of them 64 at a time."""
