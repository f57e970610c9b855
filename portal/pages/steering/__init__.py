"""Pages of steering: meetings with their agendas, decisions and minutes."""
